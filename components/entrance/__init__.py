"""Coming in and being in: institutions, the sign-in page, the reader's own sessions."""
