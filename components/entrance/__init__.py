"""Signing in and being signed in: institutions, the sign-in page, the reader's own sessions."""
