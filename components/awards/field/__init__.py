"""One field of a score sheet, as a custom component: no keystroke in it is lost."""
