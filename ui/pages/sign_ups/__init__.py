"""The open audience of an event: sign-ups and the waiting list."""
