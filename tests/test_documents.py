"""The documents say what the code does: settings, verbs, sheets, answers, roles, links."""

from __future__ import annotations

import argparse
import ast
import inspect
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn.config

from data_access import lists
from data_access.__main__ import parser
from data_access.answers import QUESTIONS
from data_access.answers.columns import names_of
from data_access.answers.indicators.catalogue import ALL as INDICATORS
from data_access.disclosure import PERTURBATION
from data_access.imports import sheets
from data_access.measures.wages import BASIC_WAGE
from data_access.official_totals import LEAST_APART
from data_access.viewer import ROLES
from tests.markdown import anchors, listed, names, rows, section

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "assets" / "docs"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *DOCS.glob("*.md")])
FOLDERS = ("data_access", "components", "pages", "server", "tests")
CODE = ("data_access", "components", "pages", "server")
PLACEHOLDER = re.compile(r"NAME|CODE")  # what a recipe's reader fills in
SHORT_LIST = 12  # codes that interface.md writes out; longer lists stand in assets/reference
OF_UVICORN = "FORWARDED_ALLOW_IPS"
OF_EVERY_VERB = {"--help", "--language"}
DIRECTIONS = {"up": "↑", "down": "↓", "even": "→ 1", "context": "–"}


def read(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def sources(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def read_from_the_environment(path: Path) -> set[str]:
    """The variables that a module asks `os.environ` for: words in capitals beside it."""
    tree = ast.walk(ast.parse(path.read_text("utf-8")))
    parts = [ast.iter_child_nodes(node) for node in tree if isinstance(node, ast.stmt)]
    found: set[str] = set()
    for part in itertools.chain(*parts):
        said = "" if isinstance(part, ast.stmt) else ast.unparse(part)
        if "os.environ" in said:
            found |= set(re.findall(r"'([A-Z]+(?:_[A-Z]+)+)'", said))
            # A prefix that is put before each of some words.
            for prefix in re.findall(r"f'([A-Z]+_)\{", said):
                found |= {prefix + word for word in re.findall(r"'([A-Z]+)'", said)}
    return found


def recipes() -> dict[str, list[str]]:
    """Return the targets that the Makefile offers by name, with their commands."""
    makefile = (ROOT / "Makefile").read_text("utf-8")
    offered = re.search(r"^\.PHONY: (.+)$", makefile, re.M)
    assert offered is not None
    found = dict(re.findall(r"^([a-z-]+):[^=\n]*\n((?:\t.+\n)*)", makefile, re.M))
    return {target: found[target].replace("\t", "").splitlines() for target in offered[1].split()}


def test_the_readme_names_every_setting_that_the_code_reads() -> None:
    readme = section((ROOT / "README.md").read_text("utf-8"), "## Settings")
    told = {name for row in rows(readme, "variable") for name in names(row[0])}
    asked = set().union(*map(read_from_the_environment, sources(*CODE)))

    assert told == asked | {OF_UVICORN}
    # This one is the server's own, and the code counts on it.
    assert OF_UVICORN in inspect.getsource(uvicorn.config)


def test_the_interface_names_every_verb_with_its_options() -> None:
    told = {
        names(row[0])[0].split()[0]: {name for name in names(row[1]) if name.startswith("--")}
        for row in rows(read("interface.md"), "verb")
    }
    verbs = next(a for a in parser()._actions if isinstance(a, argparse._SubParsersAction)).choices
    real = {
        verb: {a.option_strings[-1] for a in known._actions if a.option_strings} - OF_EVERY_VERB
        for verb, known in verbs.items()
    }

    assert told == real


def test_the_interface_names_every_sheet_with_its_columns() -> None:
    told = {names(row[0])[0]: row[1].split(", ") for row in rows(read("interface.md"), "sheet")}
    real = {
        template.name: [
            f"{column.name}{'*' * column.key}{'?' * (not column.required)}"
            for column in template.columns
        ]
        for template in sheets.ALL
    }

    assert told == real


def test_the_interface_names_every_short_list_of_codes() -> None:
    told = {
        column: names(row[1])
        for row in rows(read("interface.md"), "columns")
        for column in names(row[0])
    }
    real = {
        f"{template.name}.{column.name}": list(column.codes)
        for template in sheets.ALL
        for column in template.columns
        if column.codes is not None and len(column.codes) <= SHORT_LIST
    }

    assert told == real


def test_the_interface_names_every_answer_with_what_it_can_be_asked_by() -> None:
    told = {
        names(name)[0]: (listed(by), listed(filters), period == "yes")
        for name, _keys, by, filters, period in rows(read("interface.md"), "answer")
    }

    assert told == {q.name: (q.by, q.filters, q.periods) for q in QUESTIONS.values()}


def test_the_interface_names_every_row_key_as_its_question_declares_it() -> None:
    told = {
        names(name)[0]: keys.split(", ") for name, keys, *_ in rows(read("interface.md"), "answer")
    }

    assert told == {q.name: names_of(q.columns) for q in QUESTIONS.values()}


def test_the_documents_name_every_role() -> None:
    told = re.search(
        r"^\*\*Roles\*\*, for `--as` and `--role`: (.*?)\. `--as`", read("interface.md"), re.M
    )
    security = rows((ROOT / "SECURITY.md").read_text("utf-8"), "what")

    assert told is not None
    assert [name for name in names(told[1]) if name in ROLES] == list(ROLES)
    assert names(dict(row[:2] for row in security)["roles"]) == list(lists.ROLE)


def test_the_methods_tell_every_indicator_as_the_catalogue_has_it() -> None:
    told = [
        (code, better, sdg, gcm, *names(answer))
        for code, _, _, _, better, sdg, gcm, answer in rows(read("methods.md"), "code")
    ]
    real = [
        (i.code, DIRECTIONS[i.direction], ", ".join(i.sdg), ", ".join(map(str, i.gcm)), i.question)
        for i in INDICATORS
    ]

    assert told == real


def test_the_methods_tell_the_numbers_of_disclosure_control_and_of_the_basic_wage() -> None:
    methods = read("methods.md")
    noise = [f"{PERTURBATION[7][n]:.4f}".removeprefix("0") for n in range(6)]
    signed = [f"{'±' * (n > 0)}{n} {share}" for n, share in enumerate(noise)]

    assert ", ".join(signed) in methods
    assert f"0 or at least **{LEAST_APART}**" in methods
    assert f"fades out to ±{max(PERTURBATION[7])}" in methods
    assert str(BASIC_WAGE[max(BASIC_WAGE)]) in methods
    for year, wage in BASIC_WAGE.items():
        assert re.search(rf"{year}[^;.]* {wage}[;.]", methods), year


def test_every_section_that_the_code_cites_is_there() -> None:
    sections = set(re.findall(r"^## (\d+\w?)\. ", read("methods.md"), re.M))
    cited: dict[str, str] = {}
    for path in sources(*FOLDERS):
        text = " ".join(path.read_text("utf-8").split())
        for found in re.finditer(r"METHODS(?:'s?)? §\s?(\w+)((?:(?:,| and) §?\d\w*)*)", text):
            for number in (found[1], *re.findall(r"\d\w*", found[2])):
                cited[number] = path.name

    assert cited
    assert {number: name for number, name in cited.items() if number not in sections} == {}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_leads_somewhere_in_the_repository(document: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        assert file.is_relative_to(ROOT) and file.exists(), target
        assert not anchor or anchor in anchors(file), target


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_a_document_names_is_there(document: Path) -> None:
    text = document.read_text("utf-8")
    if document.name == "CHANGELOG.md":
        return  # it tells of what was, too
    folders = "|".join((*FOLDERS, "assets"))
    named = set(re.findall(rf"`((?:{folders})/[\w./-]*)`", text))

    missing = {name for name in named if not (ROOT / name).exists()}
    assert {name for name in missing if not PLACEHOLDER.search(name)} == set()
    # Modules may be named from `data_access` on, as methods.md does.
    modules = set(re.findall(r"`([a-z_]+/[a-z_/]+\.py)`", text))
    bases = (ROOT, ROOT / "data_access")
    assert {name for name in modules if not any((base / name).exists() for base in bases)} == set()
    assert "../shared" not in text


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_target_of_make_that_a_document_names_is_there(document: Path) -> None:
    code = re.findall(r"`[^`\n]+`|^ {4}.+$", document.read_text("utf-8"), re.M)
    named = set(re.findall(r"\bmake ([a-z][a-z-]*)", "\n".join(code)))

    assert named - set(recipes()) == set()


def test_the_documents_explain_every_target_of_make() -> None:
    told = "\n".join((ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md"))

    assert {target for target in recipes() if f"make {target}" not in told} == set()


def test_the_hooks_before_a_commit_are_what_make_check_runs() -> None:
    hooks = (ROOT / ".pre-commit-config.yaml").read_text("utf-8")
    checks = [line.replace("$(BIN)", ".venv/bin") for line in recipes()["check"]]

    assert re.findall(r"^ +entry: (.+)$", hooks, re.M) == checks
    # Local ones, each a tool that is here and asked about the whole tree.
    assert re.findall(r"^ +- repo: (.+)$", hooks, re.M) == ["local"]
    for setting in ("language: system", "pass_filenames: false", "always_run: true"):
        assert hooks.count(setting) == len(checks), setting


def test_the_walk_of_a_figure_names_functions_that_are_there() -> None:
    walk = [(names(row[1])[0], names(row[2])) for row in rows(read("architecture.md"), "step")]
    missing = {
        (file, name)
        for file, functions in walk
        for name in functions
        if not re.search(rf"^\s*def {name}\(", (ROOT / file).read_text("utf-8"), re.M)
    }

    assert len(walk) > 10
    assert missing == set()
