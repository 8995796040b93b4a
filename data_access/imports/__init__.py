"""Imports from files: templates, rules, batches, undo."""
