"""Tasks of one event, planned back from its day."""
