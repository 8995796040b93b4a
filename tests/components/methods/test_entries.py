"""The methods page knows every answer, and says of each what the code does with it."""

from __future__ import annotations

import pytest

from components.methods import method_entries, topics
from data_access.answers import QUESTIONS, Definition, Question
from data_access.answers.publication_rules import ABOUT_PEOPLE, Rule
from data_access.answers.shared_columns import PERSONS, TERRITORY
from data_access.language import LANGUAGES, Text
from data_access.viewer import Viewer
from tests.data_access.test_matrix import HOLDS_BACK, OWN_PLACES, STAYS

LISTS = {
    "labour.surveys",
    "awards.adoptions",
    "community.directory",
    "community.milestones",
    "community.recommendations",
    "community.policies",
    "ventures.sites",
    *OWN_PLACES,
}


def question(name: str, **rules: object) -> Question:
    definition = Definition(Text("Personas."), "n", Text("METHODS"))
    facts = {"title": Text("Personas"), "columns": (TERRITORY, PERSONS), **rules}
    return Question(name, definition, ("people",), lambda *_: None, **facts)  # type: ignore[arg-type]


def test_every_answer_has_its_entry_and_every_entry_its_answer() -> None:
    shown = [entry.name for found in method_entries.by_subject().values() for entry in found]

    assert sorted(shown) == sorted(QUESTIONS)


def test_every_answer_has_a_name_in_words_and_a_subject() -> None:
    assert all(known.title.to("es") for known in QUESTIONS.values())
    assert {name for name in QUESTIONS if not method_entries.subject(name)} == set()


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_a_definition_is_whole(name: str) -> None:
    definition = QUESTIONS[name].definition

    for language in LANGUAGES:
        assert definition.meaning.to(language).endswith(".")
        assert definition.reference.to(language)
    # Lists are the one thing without a formula.
    assert bool(definition.formula) == (name not in LISTS)
    assert QUESTIONS[name].periods == (definition.dated is not None)


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_an_entry_names_a_rule_exactly_where_the_answer_holds_something_back(name: str) -> None:
    assert bool(QUESTIONS[name].definition.rules) == (
        name in STAYS or name in OWN_PLACES or HOLDS_BACK[name]
    )


def test_an_answer_registered_tomorrow_appears_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(QUESTIONS, "indicators.tides", question("indicators.tides"))
    monkeypatch.setitem(QUESTIONS, "moon.tides", question("moon.tides"))

    shown = {
        title.to("es"): [entry.name for entry in found]
        for title, found in method_entries.by_subject().items()
    }

    assert "indicators.tides" in shown["Marco de resultados"]
    assert shown["Otras cifras"] == ["moon.tides"]


def test_an_entry_says_what_can_be_asked() -> None:
    asked = question(
        "hiring.funnel",
        by=frozenset({"sexo", "territory"}),
        filters=frozenset({"sexo"}),
        periods=True,
    )

    said = {
        heading.to("es"): " ".join(text.to("es") for text in texts)
        for heading, texts in method_entries.entry(asked).parts
    }

    assert said["Se desglosa por"] == "Sexo y Lugar; hasta 2 a la vez."
    assert said["Se filtra por"] == "Sexo."
    assert said["Período"] == "Admite un período."
    assert said["Nombre en los archivos"] == "hiring.funnel"


def test_a_rule_says_for_whom_it_does_not_hold() -> None:
    def nobody(_viewer: Viewer) -> bool:
        return False

    _title, said = method_entries.ruled(ABOUT_PEOPLE)
    _title, strict = method_entries.ruled(Rule(Text("Siempre"), (Text("Rige."),), nobody))

    assert said[-1].to("es") == (
        "Esta regla no rige para: seguimiento del programa y administración."
    )
    assert strict[-1].to("es") == "Esta regla no rige para: nadie."


def test_what_is_still_to_be_ratified_is_said_once_and_all_of_it() -> None:
    listed = topics.pending().points

    assert len(set(listed)) == len(listed)
    for known in QUESTIONS.values():
        assert set(method_entries.provisional(known)) <= set(listed)
