"""The data desk: upload of files, and the history of batches with their undo."""
