"""The outbox: what waits to leave, what is held and why, and what has left."""
