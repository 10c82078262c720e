"""The agenda of an event: days side by side on one axis of time, the same as a list, and one session in the drawer."""
