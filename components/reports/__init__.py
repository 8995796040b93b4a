"""Documents that readers take with them: the results framework, and briefings of a place.

Answers in, files out, by the same functions that put figures into words on the pages.
"""
