"""The user interface: everything a reader sees and operates."""
