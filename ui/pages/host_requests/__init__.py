"""Requests of hosts: who asks for a meetup, and what became of it."""
