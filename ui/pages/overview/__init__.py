"""One event at a glance: its purpose, how ready it is, and the fastest way to what is missing."""
