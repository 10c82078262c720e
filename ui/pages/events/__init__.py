"""The list of events, the month they lie in, and the wizard that makes one."""
