"""Makes `symbols.woff2`: of Streamlit's icon font what its scripts and our pages draw with.

Run it after an update of Streamlit, whose font has 4,300 icons in 375 KB: `python
assets/icon/subset.py`. The file keeps in its name whose subset it is, so that another version's
font is never replaced by it (`server/icon_font.py`).
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

from fontTools.subset import Options, Subsetter, save_font
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
NAME = re.compile(r":material/([a-z0-9_]+)")
ROOMS = ("components", "pages", "server")


def main() -> None:
    """Write the subset of the font of the Streamlit that is installed."""
    from components.streamlit_compat import icon_font

    source = icon_font()
    font = TTFont(source)
    known = _only(font, drawn())
    options = Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text=string.ascii_lowercase + string.digits + "_", glyphs=known)
    subsetter.subset(font)
    for old in HERE.glob("*.woff2"):
        old.unlink()
    save_font(font, str(HERE / source.name), options)


def named_in(folder: Path, pattern: str) -> set[str]:
    """Return the icons that the files of a folder name."""
    return {
        name
        for path in folder.rglob(pattern)
        for name in NAME.findall(path.read_text("utf-8", "ignore"))
    }


def drawn() -> set[str]:
    """Return the icons that Streamlit and our pages name."""
    from components.streamlit_compat import ASSETS, STATIC_FOLDER

    own = {name for room in ROOMS for name in named_in(ROOT / room, "*.py")}
    return own | named_in(ASSETS, "*.js") | named_in(STATIC_FOLDER.parent / "elements", "*.py")


def ligatures(font: TTFont) -> Iterator[tuple[str, object, list[object]]]:
    """Yield each icon's name with its ligature, and the list that holds it."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            for first, found in getattr(table, "ExtSubTable", table).ligatures.items():
                for one in list(found):
                    yield "".join(letters[part] for part in (first, *one.Component)), one, found


def _only(font: TTFont, names: set[str]) -> list[str]:
    """Leave the ligatures of some icons in a font; return the glyphs that they draw."""
    kept = []
    for name, ligature, among in ligatures(font):
        if name in names:
            kept.append(ligature.LigGlyph)  # type: ignore[attr-defined]
        else:
            among.remove(ligature)
    return kept


if __name__ == "__main__":
    import sys

    sys.path.insert(0, str(ROOT))
    main()
