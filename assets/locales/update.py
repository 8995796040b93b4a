"""Brings the catalogues up to date with the sentences in the code: `make messages`.

Sentences are Spanish string literals in calls of `_`, `ngettext`, `Text`, `translate` and `said`.
New ones are added without a translation (a test then fails until there is one); those the code no
longer says are dropped.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).parents[2]
LOCALES = Path(__file__).parent
FOLDERS = ("data_access", "components", "pages", "server")
# Which argument of a call is the sentence; the next one may be its plural.
CALLS = {"_": 0, "ngettext": 0, "Text": 0, "translate": 0, "said": 1}


def sentences() -> dict[str | tuple[str, str], str]:
    """Every msgid (or singular and plural) in the code, and the first place it stands."""
    found: dict[str | tuple[str, str], str] = {}
    for folder in FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            for msgid, line in _in_file(path):
                found.setdefault(msgid, f"{path.relative_to(ROOT).as_posix()}:{line}")
    return found


def _in_file(path: Path) -> Iterator[tuple[str | tuple[str, str], int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        at = CALLS.get(name)
        if at is None or len(node.args) <= at or not _is_text(node.args[at]):
            continue
        singular = node.args[at].value
        following = node.args[at + 1 : at + 2]
        if name in ("Text", "ngettext") and following and _is_text(following[0]):
            yield (singular, following[0].value), node.lineno
        elif singular:
            yield singular, node.lineno


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def update(language: str) -> list[str]:
    """Rewrite a language's catalogue; returns the sentences that still lack a translation."""
    path = LOCALES / language / "LC_MESSAGES" / "observatory.po"
    known = {}
    if path.exists():
        with path.open("rb") as file:
            known = {message.id: message.string for message in read_po(file, language)}
    catalogue = Catalog(language, project="M4SD observatory", fuzzy=False)
    missing = []
    for msgid, place in sorted(
        sentences().items(), key=lambda item: (item[1].split(":")[0], str(item[0]))
    ):
        string = known.get(msgid) or ""
        catalogue.add(msgid, string, locations=[(place.split(":")[0], None)])
        if not string or not all([string] if isinstance(string, str) else string):
            missing.append(msgid if isinstance(msgid, str) else msgid[0])
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, omit_header=False, sort_output=False)
    return missing


def languages() -> list[str]:
    """Return the codes of the folders here; not the bytecode of this file."""
    return sorted(f.name for f in LOCALES.iterdir() if f.is_dir() and f.name != "__pycache__")


if __name__ == "__main__":
    for code in languages():
        for text in update(code):
            print(f"{code}: {text}")
