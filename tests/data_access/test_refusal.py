"""One root of refusals: each says why in both languages, and no two have one name."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections import Counter

import pytest

import data_access
from data_access import __main__ as command_line
from data_access.commands import setup_verbs
from data_access.language import Text
from data_access.refusal import Misuse, Refusal
from tests.data_access.test_transaction import sources


def refusals() -> list[type[Refusal]]:
    """Every class of refusal, once all of `data_access` is loaded."""
    for module in pkgutil.walk_packages(data_access.__path__, "data_access."):
        if "migrations" not in module.name and not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    found, left = [], [Refusal]
    while left:
        one = left.pop()
        found.append(one)
        left += one.__subclasses__()
    return found


def test_no_two_refusals_have_one_name_and_each_says_what_it_is() -> None:
    names = Counter(one.__name__ for one in refusals())

    assert [name for name, times in names.items() if times > 1] == []
    assert len(names) > 10
    assert all(one.__doc__ for one in refusals())


def test_whatever_carries_a_text_is_a_refusal() -> None:
    """A class of exceptions whose instances get a `text` beside the root would go unhandled."""
    beside = [
        f"{name}: {node.name}"
        for name, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and any(ast.unparse(base).endswith(("Exception", "Error")) for base in node.bases)
        and "Text" in ast.unparse(node)
    ]

    assert beside == ["data_access/refusal.py: Refusal"]


def test_a_refusal_says_all_its_sentences_in_each_language() -> None:
    one = Refusal(Text("Guardado."))
    two = Refusal(Text("Guardado."), Text("El año {year} todavía no termina.", year="2030"))

    assert (one.text.to("es"), one.text.to("en")) == ("Guardado.", "Saved.")
    assert two.text.to("es") == "Guardado. El año 2030 todavía no termina."
    assert str(two) == "\n".join(text.to("en") for text in two.texts)


@pytest.mark.parametrize(("kind", "code"), [(Refusal, 1), (Misuse, 2)])
def test_the_command_line_says_why_and_how_it_was_refused(
    kind: type[Refusal],
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(_: object) -> int:
        raise kind(Text("Guardado."), Text("El año {year} todavía no termina.", year="2030"))

    monkeypatch.setattr(setup_verbs, "run_init", refuse)

    assert command_line.main(["init"]) == code
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "Guardado.\nEl año 2030 todavía no termina.\n")
