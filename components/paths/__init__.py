"""The page of paths: how people move from one part of the programme to another."""
