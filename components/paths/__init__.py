"""The page of paths: how people go from one part of the programme to another."""
