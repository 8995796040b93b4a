"""HTML is written in templates alone, and nothing that somebody wrote becomes markup there."""

from __future__ import annotations

import ast
import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from components import contact, templating
from components.templating import css_string, render_template
from components.theme import DARK, LIGHT
from data_access.language import Text
from data_access.programme import settings

HOSTILE = "\"'><script>alert(1)</script><b onload=alert(2) x=\"'& {{ 7 * 7 }}"
SAID = Text("{said}", said=HOSTILE)
SAFE = Markup("<i>a part of its own</i>")
COLORS = {"colors": LIGHT}
ENTRY = SimpleNamespace(title=SAID, meaning=SAID)
PARTS = {"parts": [(SAID, [SAID, SAID])], "language": "es"}
ENTRIES = {"entry": ENTRY, "formula": SAFE, **PARTS}
LINKED = {"url": HOSTILE, "said": HOSTILE}
FINDINGS = [dict.fromkeys(("label", "said", "sure", "url", "link"), HOSTILE)]
LANGUAGES = [("es", HOSTILE, HOSTILE), ("en", HOSTILE, "")]

# What each template is given: hostile wherever the value is not a colour, a number or a template.
INDICATOR = {
    **dict.fromkeys(("url", "name", "code", "figure", "target", "state", "more"), HOSTILE),
    "symbol": "●",
    "bar": SAFE,
}
VALUES: dict[str, dict[str, object]] = {
    "audit_log/events.html": {
        "days": [(HOSTILE, [(HOSTILE, HOSTILE), (HOSTILE, HOSTILE * 4)])],
        "long": 240,
        **COLORS,
    },
    "awards/criteria.html": {"criteria": [{"head": HOSTILE, "levels": [HOSTILE]}], **COLORS},
    "awards/honour.html": {"heading": SAFE, "summary": HOSTILE, "adoptions": SAFE},
    "awards/minutes.html": {
        "language": "es",
        "title": SAID,
        "style": Markup("body{}"),
        "edition": SimpleNamespace(name=HOSTILE, code=HOSTILE),
        "award": SAID,
        "mark": SAID,
        "sections": [
            (
                SAID,
                [
                    ("sentence", SAID),
                    ("quotation", HOSTILE),
                    ("list", [SAID]),
                    ("table", ([SAID], [[SAID]])),
                ],
            )
        ],
        "date": SAID,
        "signing": [SAID],
    },
    "card.html": {"title": HOSTILE, "mark": HOSTILE, "lines": [SAFE]},
    "card_line.html": {"said": HOSTILE, "color": LIGHT.muted},
    "contact.html": dict.fromkeys(("question", "sentence", "address"), HOSTILE),
    "desk/field.html": {"style": Markup("p{}"), "names": {HOSTILE: HOSTILE}},
    "desk/link.html": LINKED,
    "entrance/forms.html": {
        "forms": [dict.fromkeys(("action", "button", "email"), HOSTILE)],
        **COLORS,
    },
    "figure/legend.html": {"legend": [SAFE, HOSTILE]},
    "figure/sources.html": {"sources": HOSTILE, "notes": HOSTILE},
    "figure/scale.html": {"low": HOSTILE, "high": HOSTILE, "colors": "#fff,#000", "edge": "#000"},
    "figure/copied.html": dict.fromkeys(("data", "copy", "done", "failed", "name"), HOSTILE),
    "figure/iframe.html": {"url": HOSTILE, "title": HOSTILE, "height": 640},
    "frame/embedded_style.html": {},
    "figure/link.html": dict.fromkeys(("anchor", "copy", "done", "failed", "address"), HOSTILE),
    "pictures/figure.svg": {
        **{"wide": 1, "high": 1, "margin": 1, "marks": [], "charts": []},
        **{"title": HOSTILE, "said": HOSTILE, "font": HOSTILE},
        "lines": [{"y": 1, "size": 1, "color": HOSTILE, "bold": True, "said": HOSTILE}],
        **COLORS,
    },
    "pictures/map.svg": {
        **{"wide": 1, "high": 1, "tall": 1, "top": 1, "scale": ["#fff", "#000"]},
        **{"ends": [HOSTILE, HOSTILE], "notes": [(1, HOSTILE)]},
        "shapes": [{"path": "M0,0", "fill": HOSTILE, "line": HOSTILE, "width": 1}],
        "points": [{"x": 1, "y": 1, "said": HOSTILE}, {"x": 1, "y": 1, "said": ""}],
        **COLORS,
    },
    "pictures/table.svg": {
        **{"wide": 1, "high": 1, "size": 12, "rules": [1]},
        "words": [{"x": 1, "y": 1, "anchor": HOSTILE, "color": HOSTILE, "said": HOSTILE}],
        **COLORS,
    },
    "figure/swatch.html": {"form": "width:1px", "said": HOSTILE},
    "formula.html": {"equations": [HOSTILE, HOSTILE]},
    "frame/links.html": {**LINKED, "label": HOSTILE, "languages": LANGUAGES},
    "frame/name.html": {
        **{"name": HOSTILE, "motto": HOSTILE, "more": HOSTILE, "skip": HOSTILE},
        "logos": [{"address": HOSTILE, "name": HOSTILE}],
    },
    "frame/reader.html": {"who": HOSTILE},
    "frame/color_style.html": {**COLORS, "media": "print"},
    "frame/style.html": {
        **{"menu": HOSTILE, "more": HOSTILE, "skip": HOSTILE, "brand": "#1d5f8a"},
        **{"light": LIGHT, "dark": DARK},
    },
    "indicators/bar.html": {"said": HOSTILE, "way": 1.0, "band": (1.0, 2.0), "target": 80.0},
    "indicators/bullets.html": {"rows": [INDICATOR], **COLORS},
    "indicators/groups.html": {
        "groups": [
            {
                **dict.fromkeys(("name", "symbols", "words"), HOSTILE),
                "rows": [INDICATOR],
                "open": True,
            }
        ],
        **COLORS,
    },
    "indicators/key.html": {"said": HOSTILE},
    "indicators/list.html": {"rows": [INDICATOR]},
    "indicators/shapes.html": {"parts": [HOSTILE, HOSTILE, HOSTILE]},
    "indicators/style.html": COLORS,
    "labour/numbered.html": {"names": [HOSTILE]},
    "link.html": {"url": HOSTILE, "text": HOSTILE, "quiet": True},
    "methods/closed.html": ENTRIES,
    "methods/described.html": ENTRIES,
    "methods/found.html": {
        "said": HOSTILE,
        "found": [(HOSTILE, HOSTILE, HOSTILE)],
        "more": 1,
        "and_more": HOSTILE,
    },
    "methods/index.html": {
        "label": HOSTILE,
        "parts": [(SAID, [(HOSTILE, SAID)])],
        "language": "es",
    },
    "methods/opened.html": ENTRIES,
    "methods/parts.html": PARTS,
    "methods/rules.html": PARTS,
    "methods/style.html": COLORS,
    "open_data/answers.html": {"answers": [(HOSTILE, HOSTILE)]},
    "overview/cards.html": {
        "cards": [
            {
                **dict.fromkeys(("url", "title", "figure", "target", "state", "more"), HOSTILE),
                **dict.fromkeys(("spoken", "change"), HOSTILE),
                "in_words": True,
                "bar": SAFE,
                "years": [{"kind": "m4sd-past", "height": 3, "label": HOSTILE}],
            }
        ],
        **COLORS,
    },
    "frame/idle.html": {"minutes": 30, **dict.fromkeys(("soon", "stay", "over"), HOSTILE)},
    "overview/findings.html": {"findings": FINDINGS, **COLORS},
    "overview/more.html": {
        "title": HOSTILE,
        "findings": FINDINGS,
        "rest": FINDINGS,
        "further": HOSTILE,
    },
    "overview/parts.html": {
        "parts": [dict.fromkeys(("url", "into", "name", "symbols", "words"), HOSTILE)],
        **COLORS,
    },
    "overview/periods.html": {"said": HOSTILE, "links": [(HOSTILE, HOSTILE)]},
    "printing/imprint.html": {"parts": [(HOSTILE, HOSTILE, HOSTILE)]},
    "parts/whole.html": LINKED,
    "printing/line.html": {"said": HOSTILE},
    "printing/styles.html": {
        "sheet": Markup("p{}"),
        "dark": Markup("p{}"),
        "foot": HOSTILE,
        **COLORS,
    },
    "server/button.html": {"action": HOSTILE, "said": HOSTILE},
    "server/head.html": {"title": HOSTILE, "description": HOSTILE},
    "server/noscript.html": {"said": HOSTILE},
    "server/skeleton.html": dict.fromkeys(("name", "motto", "said"), HOSTILE),
    "server/own_page.html": {
        **dict.fromkeys(("heading", "name", "motto", "home", "label"), HOSTILE),
        "language": "es",
        "languages": LANGUAGES,
        "parts": [SAFE, HOSTILE],
        "font": "/static/font.woff2",
        "light": LIGHT,
        "dark": DARK,
        **{key: {"light": "#fff", "dark": "#000"} for key in ("link", "button", "on_button")},
    },
    "server/paragraph.html": {"said": HOSTILE},
    "server/way.html": LINKED,
    "sharing.html": {
        **dict.fromkeys(("title", "copy", "done", "failed", "print", "address"), HOSTILE),
        **dict.fromkeys(("synthetic", "meaning", "dated"), HOSTILE),
        "shared": True,
    },
    "table.html": {
        "headings": [SimpleNamespace(said=HOSTILE, number=True)] * 2,
        "rows": [[SimpleNamespace(said=HOSTILE, value=HOSTILE, url=url) for url in ("", HOSTILE)]],
        **dict.fromkeys(("name", "hint"), HOSTILE),
        "sorts": True,
        "size": "few",
    },
    "tip.html": {"name": HOSTILE, "lines": [HOSTILE, HOSTILE]},
}


class Elements(HTMLParser):
    """The elements and attributes that a browser finds, and the text that it shows."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.values: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.values += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.values.append(data)


def test_each_template_is_tried() -> None:
    assert set(VALUES) == set(templating.ENVIRONMENT.list_templates())


@pytest.mark.parametrize("name", VALUES)
def test_what_somebody_wrote_is_text_in_every_template(name: str) -> None:
    found = Elements(render_template(name, **VALUES[name]))

    assert found.tags and not found.tags & {"script"}
    assert not {one for one in found.attributes if one.startswith("on")}
    assert "49" not in " ".join(found.values)  # a value is no template
    assert "style" in name or any(HOSTILE in value for value in found.values)


def test_a_part_stands_as_it_is_and_a_string_does_not() -> None:
    legend = render_template("figure/legend.html", legend=[SAFE, "<i>"])

    assert SAFE in legend and "&lt;i&gt;" in legend


def test_a_template_that_misses_a_value_fails() -> None:
    with pytest.raises(UndefinedError, match="address"):
        render_template("contact.html", question="", sentence="")


def test_a_string_of_css_ends_neither_itself_nor_its_element() -> None:
    assert css_string("Añadir 5.") == "Añadir 5."
    assert css_string("\"</style>'\\\n") == r"\22 \3c /style\3e \27 \5c \a "


def test_the_contact_is_text_whoever_set_it() -> None:
    stored = {settings.ADDRESS: HOSTILE, **dict.fromkeys(settings.SENTENCES.values(), HOSTILE)}
    found = Elements(contact.paragraph(stored, "es", "¿?"))

    assert found.tags == {"p", "a"} and found.attributes == {"href"}
    assert f"mailto:{HOSTILE}" in found.values
    assert contact.paragraph(dict.fromkeys(stored, ""), "es", "¿?") == ""


ROOT = Path(__file__).parents[2]
MODULES = [ROOT / "app.py", *ROOT.glob("components/**/*.py"), *ROOT.glob("pages/*.py")]
TAGS = "a b br button dd div dl dt form h[1-6] i input li nav ol p small span strong style td tr ul"
ELEMENT = re.compile(rf"</?({'|'.join(TAGS.split())})\b[^(]*>")
# `document.py` looks for elements of Streamlit's own page; its own are templates.
READS_HTML = ROOT / "server/document.py"
# Style sheets of ours stand in style elements unescaped, and charts as SVG in pictures.
MARKS_STYLES = {
    "awards/jury_administration/minutes.py",
    "desk/field.py",
    "pictures.py",
    "printing.py",
    "templating.py",
}


def test_no_module_writes_html_of_its_own() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in MODULES
        if path != READS_HTML
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if ELEMENT.search(node.value)
    ]
    assert found == []


def test_what_is_marked_as_safe_is_a_template_or_a_style_sheet() -> None:
    found = {
        path.relative_to(ROOT / "components").as_posix()
        for path in ROOT.glob("components/**/*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        if node.func.id == "Markup" and node.args
    }
    assert found == MARKS_STYLES
    for template in templating.FOLDER.rglob("*.html"):
        assert not re.search(r"\|\s*safe|autoescape", template.read_text("utf-8")), template
