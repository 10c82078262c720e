"""History: what was done, undo and redo, and the kept versions of the workspace."""
