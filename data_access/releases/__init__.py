"""Releases: what readers below monitor read, made at a moment and told as of its day (METHODS §6).

`reading` is the one place that decides whether an answer is live or released; `making` makes and
takes back releases, `ahead` computes their fixed scopes, `nightly` does both each night.
"""
