"""What is due across all events."""
