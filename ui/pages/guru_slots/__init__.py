"""One-to-one slots with experts."""
