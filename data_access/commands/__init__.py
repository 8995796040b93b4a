"""The verbs of the command line, one module a subject; each only asks and prints."""
