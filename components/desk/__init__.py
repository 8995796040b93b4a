"""The data desk: blank workbooks, files coming in, and what came in so far."""
