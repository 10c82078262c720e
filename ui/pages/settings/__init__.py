"""Settings: the workspace, the look of the window, and what belongs to this computer."""
