"""Every text of more than a line saves itself, and each is typed through what may befall it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from functools import cache
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).parents[3]
# Codes of people who withdraw: a draft would keep what the withdrawal takes out.
NO_DRAFT = {"components/administration/personal_data.py"}
TYPED = ("tests/browser/test_every_text.py", "tests/browser/test_award_appeal.py")


def nodes(files: Iterable[Path]) -> list[tuple[str, ast.AST]]:
    """Return what the files are made of, each part with its file."""
    return [
        (file.relative_to(ROOT).as_posix(), node)
        for file in files
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
    ]


@cache
def components() -> list[tuple[str, ast.AST]]:
    return nodes((ROOT / "components").rglob("*.py"))


def written(key: ast.AST) -> str | None:
    """Return a text as the code writes it, with a star for each part that is put in."""
    if isinstance(key, ast.JoinedStr):
        parts = [str(p.value) if isinstance(p, ast.Constant) else "*" for p in key.values]
    elif isinstance(key, ast.Constant):
        parts = [str(key.value)]
    else:
        return None
    return re.sub(r"\{\w+\}", "*", "".join(parts))


def key_of(file: str, call: ast.Call) -> str:
    """Return the key of a text's widget, with a star for each part that is put in."""
    named = written(call.args[0])
    if named is None:
        module = import_module(file.removesuffix(".py").replace("/", "."))
        named = str(eval(ast.unparse(call.args[0]), vars(module)))  # a constant by its name
    return f"live-{named.replace('/', '-')}"


def test_no_text_of_more_than_a_line_waits_until_it_is_left() -> None:
    found = {
        file
        for file, node in components()
        if isinstance(node, ast.Attribute) and node.attr == "text_area"
    }

    assert found == NO_DRAFT


def test_each_text_that_saves_itself_is_typed_in_a_browser() -> None:
    keys = {
        key_of(file, node): file
        for file, node in components()
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("LiveText")
    }
    typed = {written(node) or "" for _, node in nodes(ROOT / file for file in TYPED)}

    never = {
        key: file
        for key, file in keys.items()
        if not any(re.fullmatch(re.escape(key).replace(r"\*", ".+"), one) for one in typed)
    }
    assert len(keys) > 15
    assert never == {}
