"""Evidence as its readers look at it: pictures and PDF in the page, everything as a file."""
