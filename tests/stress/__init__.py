"""Thirty jurors at once, through the records that the page uses: `make stress`."""
