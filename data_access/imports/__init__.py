"""Writes that come in files: templates, rules, batches, undo."""
