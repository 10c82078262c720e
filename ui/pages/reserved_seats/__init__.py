"""Seats kept in sessions."""
