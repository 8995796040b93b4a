"""The part of the icons' font that browsers get, beside the whole of it."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from components.streamlit_compat import ASSETS_PATH, icon_font
from server.compression import KEEP
from server.icon_font import FOLDER, IconFont


@pytest.fixture(scope="module")
def subset() -> ModuleType:
    spec = importlib.util.spec_from_file_location("subset", FOLDER / "subset.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outlines(font: TTFont, subset: ModuleType, names: set[str]) -> dict[str, object]:
    """What each of some icons draws, with its width."""
    glyphs = font.getGlyphSet()
    found: dict[str, object] = {}
    for name, ligature, _among in subset.ligatures(font):
        if name in names:
            pen = DecomposingRecordingPen(glyphs)
            glyphs[ligature.LigGlyph].draw(pen)
            found[name] = (pen.value, font["hmtx"][ligature.LigGlyph][0])
    return found


def test_every_icon_that_streamlit_or_a_page_names_is_drawn_as_the_whole_font_draws_it(
    subset: ModuleType,
) -> None:
    """After an update of Streamlit: `python assets/icon/subset.py`."""
    part, whole = TTFont(FOLDER / icon_font().name), TTFont(icon_font())
    names = subset.drawn()

    drawn = outlines(part, subset, names)
    assert {"search", "visibility", "chevron_right", "expand_more", "upload"} <= drawn.keys()
    assert drawn == outlines(whole, subset, names)


def test_a_browser_gets_the_part_for_good_and_another_font_whole() -> None:
    browser = TestClient(IconFont(PlainTextResponse("Streamlit")))
    own = browser.get(f"{ASSETS_PATH}media/{icon_font().name}")
    other = browser.get(f"{ASSETS_PATH}media/MaterialSymbols-Rounded.another.woff2")

    assert own.content == (FOLDER / icon_font().name).read_bytes()
    assert len(own.content) < 20_000 < icon_font().stat().st_size
    assert (own.headers["cache-control"], own.headers["content-type"]) == (KEEP, "font/woff2")
    assert own.headers["etag"]
    assert other.text == "Streamlit"
