"""The page without a workspace: what was open before, and the two ways to begin."""
