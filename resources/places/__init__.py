"""Where cities lie, as a table read through importlib.resources."""
