"""The scripts of the app's pages; each answers one question."""
