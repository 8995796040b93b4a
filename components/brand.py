"""Whose observatory this is: its name, the institutions' logos and their colour, from the settings.

They are for the bar alone. Colours of data mean something, and stay as they are.
"""

from __future__ import annotations

import base64
import logging
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from components.reader_language import _

log = logging.getLogger(__name__)
KINDS: Mapping[str, str] = {".png": "image/png", ".svg": "image/svg+xml", ".jpg": "image/jpeg"}
LARGEST = 100_000  # bytes of a logo: every page carries them
COLOR = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True)
class Logo:
    """A logo as an address that holds it whole, and what it is called: its file's name."""

    address: str
    name: str


@dataclass(frozen=True)
class Brand:
    """`name` is "" where the app's own stands; `color` is "" where the bar has none."""

    name: str = ""
    logos: tuple[Logo, ...] = ()
    color: str = ""


def name() -> str:
    """Return what the observatory is called: as the settings say, else in the reader's language."""
    return brand().name or _("Observatorio M4SD Ecuador")


def brand() -> Brand:
    """Return the brand of this installation."""
    return read(
        os.environ.get("BRAND_NAME", ""),
        os.environ.get("BRAND_LOGOS", ""),
        os.environ.get("BRAND_COLOR", ""),
    )


@lru_cache(maxsize=8)
def read(said: str, logos: str, color: str) -> Brand:
    """Return the brand of three settings; what is wrong in one is logged once and left out."""
    color = color.strip()
    if color and not COLOR.fullmatch(color):
        log.warning("BRAND_COLOR is %r, which is no colour such as #1d5f8a: it is left out", color)
        color = ""
    found = (logo(Path(path.strip())) for path in logos.split(",") if path.strip())
    return Brand(" ".join(said.split()), tuple(one for one in found if one is not None), color)


def logo(path: Path) -> Logo | None:
    """Return the logo in a file; None, with a line in the log, where it cannot be shown."""
    kind = KINDS.get(path.suffix.lower())
    if kind is None:
        log.warning("BRAND_LOGOS: %s is left out: it is no .png, .svg or .jpg", path.name)
        return None
    try:
        content = path.read_bytes()
    except OSError as error:
        log.warning("BRAND_LOGOS: %s cannot be read: %s", path.name, error.strerror)
        return None
    if len(content) > LARGEST:
        log.warning("BRAND_LOGOS: %s has more than %d bytes: it is left out", path.name, LARGEST)
        return None
    coded = base64.b64encode(content).decode("ascii")
    return Logo(f"data:{kind};base64,{coded}", path.stem.replace("_", " "))
