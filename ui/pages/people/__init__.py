"""People: the directory, one person in the drawer, duplicates and merging, import from files."""
