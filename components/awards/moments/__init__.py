"""A moment as a field of a form: the day and the time, said in the reader's language."""
