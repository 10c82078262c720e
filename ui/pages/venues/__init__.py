"""Places, their hours and who to call there."""
