"""The figures behind checks and tasks, each with its source."""
