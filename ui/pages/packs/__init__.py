"""Packs: everything that is printed, looked at before it is."""
