"""The data desk: files in, batches out again."""
