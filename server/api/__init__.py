"""The open door for other programs: `/api/v1`, the public answers with their definitions.

What it gives is what a visitor of the pages gets: the same release, the same disclosure control.
"""
