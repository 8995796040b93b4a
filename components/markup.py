"""Text that somebody else wrote, such as a file's name, inside what Streamlit reads as Markdown."""

from __future__ import annotations

import re

SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&@/])")
# Addresses become links even where every sign is escaped; a joiner that nobody sees parts them.
ADDRESSES = re.compile(r"(@|://|www)(?=\S)", re.IGNORECASE)
JOINER = "\u2060"


def plain(text: str) -> str:
    """The text as Markdown that shows it letter for letter, on one line."""
    parted = ADDRESSES.sub(rf"\1{JOINER}", " ".join(text.split()))
    return SIGNS.sub(r"\\\1", parted)


def together(said: str) -> str:
    """No line ends between "≈" and its number."""
    return said.replace("≈ ", "≈\N{NO-BREAK SPACE}")
