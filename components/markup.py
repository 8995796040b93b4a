"""Text that somebody else wrote, such as a file's name, inside what Streamlit reads as Markdown."""

from __future__ import annotations

import re

SIGNS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~$:^=&@/])")
# Addresses become links even where every sign is escaped; a joiner that nobody sees parts them.
ADDRESSES = re.compile(r"(@|://|www)(?=\S)", re.IGNORECASE)
JOINER = "\u2060"


def plain(text: str) -> str:
    """Return the text as one line of Markdown that shows it character for character."""
    parted = ADDRESSES.sub(rf"\1{JOINER}", " ".join(text.split()))
    return SIGNS.sub(r"\\\1", parted)
