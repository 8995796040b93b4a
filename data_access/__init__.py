"""Data access: what is known, who may know it, and how it changes."""
