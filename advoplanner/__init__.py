"""AdvoPlanner without its window: rules, storage, documents, mail and commands. Nothing here knows Qt."""

__version__ = "0.1.0"
