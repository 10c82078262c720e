"""Replies: what came in, what was made of it, and what needs a person."""
