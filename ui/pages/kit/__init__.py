"""The kit of an event: what its kind needs besides guests and agenda."""
