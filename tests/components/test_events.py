"""Events of the log in words, in both languages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from components import event_words, labels
from data_access.audit.event_kind import Holds
from data_access.audit.event_kinds import EVENTS
from data_access.audit.log_reader import Logged
from tests.data_access.audit.test_audit_log import example


def told(kind: str, language: str = "es", **details: Any) -> str:
    at = dt.datetime(2026, 3, 2, tzinfo=dt.UTC)
    return event_words.sentence(Logged(1, at, kind, "ana@example.org", details)).to(language)


@pytest.mark.parametrize("holds", Holds)
def test_whatever_an_event_holds_can_be_said(holds: Holds) -> None:
    assert (holds in event_words.WORDS) != (holds is Holds.KEPT)


@pytest.mark.parametrize("kind", EVENTS)
def test_every_kind_of_event_is_told_in_both_languages_with_nothing_left_raw(kind: str) -> None:
    spanish, english = (told(kind, language, **example(kind)) for language in ("es", "en"))

    assert spanish != english
    for sentence in (spanish, english):
        assert sentence.endswith(".")
        assert "{" not in sentence and "leader:1308" not in sentence and "territory" not in sentence
    assert EVENTS[kind].title.to("es") != EVENTS[kind].title.to("en")


@pytest.mark.parametrize(
    ("kind", "details", "said"),
    [
        (
            "imported",
            {"batch": 1234, "files": ["a.xlsx", "b.csv"], "rows": 1234},
            "ana@example.org cargó el lote 1234 con 1.234 filas, de a.xlsx y b.csv.",
        ),
        (
            "undone",
            {"batch": 7, "rows": 1},
            "ana@example.org deshizo el lote 7, que tenía 1 fila.",
        ),
        (
            "totals_released",
            {"year": 2025, "totals": 12},
            "ana@example.org publicó 12 totales oficiales de 2025.",
        ),
        (
            "setting_changed",
            {"setting": "contact_email", "before": "", "after": "x@example.org"},
            "ana@example.org cambió el correo de contacto: antes nada, ahora «x@example.org».",
        ),
        (
            "exact_view",
            {"page": "labour", "query": {"territory": "1308", "sexo": "M", "lang": "en"}},
            "ana@example.org vio cifras exactas sobre personas en «Brechas laborales» "
            "(Lugar: Manta y Sexo: Mujer).",
        ),
        (
            "exact_export",
            {"answer": "labour.gap", "format": "xlsx", "query": {"by": "sexo,x", "odd": "y"}},
            "ana@example.org descargó cifras exactas sobre personas: «Brecha entre vacantes y "
            "oferta registrada», en Excel (by: Sexo y x, y odd: y).",
        ),
        (
            "exact_view",
            {"page": "indicators", "query": {"parte": "tabla", "lang": "en"}},
            "ana@example.org vio cifras exactas sobre personas en «Indicadores» (parte: tabla).",
        ),
        (
            "exact_view",
            {"page": "labour", "query": {"from": "2024-01-01", "until": "2025-01-01"}},
            "ana@example.org vio cifras exactas sobre personas en «Brechas laborales» "
            "(Desde: 1 de enero de 2024 y Antes del: 1 de enero de 2025).",
        ),
        (
            "decided",
            {
                "edition": "EMP-2026",
                "honours": [
                    {"nomination": "P-A", "distinction": "winner", "place": 1},
                    {"nomination": "P-B", "distinction": "finalist", "place": 2},
                ],
                "tie_break": [
                    {
                        "kind": "median",
                        "criterion": None,
                        "values": {"P-A": 4.0, "P-B": 3.5},
                        "left": ["P-A"],
                    }
                ],
                "departs": False,
                "reasons": "Contrata más.",
            },
            "ana@example.org registró la decisión de EMP-2026: P-A (premio) y P-B (finalista). "
            "Desempate: mediana de las hojas sin ajustar, tras lo cual quedan: P-A; se aparta de "
            "la clasificación: No. Motivos: Contrata más.",
        ),
        (
            "edition_amended",
            {
                "edition": "EMP-2026",
                "changes": {"jurors_min": [3, 2], "weight TRABAJO": ["20.0000", "25.0000"]},
                "reason": "Faltó un jurado.",
            },
            "ana@example.org enmendó la edición EMP-2026: jurados por postulación, mínimo: antes "
            "3, ahora 2 y peso de «TRABAJO»: antes 20, ahora 25. Motivo: Faltó un jurado.",
        ),
        (
            "conflict_declared",
            {
                "edition": "EMP-2026",
                "nomination": "P-A",
                "juror": "J-42",
                "conflict": "NO",
                "conflict_kind": None,
                "reason": "",
            },
            "ana@example.org: J-42 declaró sobre P-A en EMP-2026, conflicto: No (sin conflicto). "
            "Motivo: ninguno.",
        ),
        (
            "jury_assigned",
            {"edition": "EMP-2026", "added": [["P-A", "J-1"], ["P-B", "J-1"]], "removed": []},
            "ana@example.org repartió las postulaciones de EMP-2026: agregadas 2, quitadas 0.",
        ),
        (
            "vote_closed",
            {"edition": "EMP-2026", "vote": 1, "tally": {"P-A": 3, "P-B": 2}},
            "ana@example.org cerró la votación 1 de EMP-2026: P-A: 3 y P-B: 2.",
        ),
        (
            "exact_view",
            {"page": "gone", "query": {}},
            "ana@example.org vio cifras exactas sobre personas en «gone» (sin filtros).",
        ),
    ],
)
def test_details_are_told_by_their_names(kind: str, details: dict[str, Any], said: str) -> None:
    assert told(kind, **details) == said


def test_a_role_tells_apart_places_of_one_name() -> None:
    assert event_words.role("leader:1308").to("es") == "líder municipal o provincial de Manta"
    assert event_words.role("leader:1302").to("es").endswith("de Bolívar (Manabí)")
    assert event_words.role("leader:0402").to("es").endswith("de Bolívar (Carchi)")
    assert event_words.role("leader:08").to("es").endswith("de Esmeraldas (provincia)")
    assert event_words.role("king:of").to("es") == "king:of"


def test_every_place_of_a_choice_has_a_name_of_its_own() -> None:
    from data_access import territory

    places = (*territory.PROVINCES, *territory.CANTONS)
    for language in ("es", "en"):
        names = [labels.place_among_all(code).to(language) for code in places]
        assert len(set(names)) == len(names)


def test_a_detail_that_an_older_version_kept_otherwise_is_told_as_it_stands() -> None:
    assigned = told("jury_assigned", edition="EMP-2024", added=None, removed="J-1")
    assert assigned.endswith("EMP-2024: agregadas nada, quitadas J-1.")

    odd = {"edition": "E", "honours": "P-A", "tie_break": [{"x": 1}], "departs": True}
    decided = told("decided", **odd, reasons="")
    assert "E: P-A. Desempate: x: 1; se aparta de la clasificación: Sí" in decided
    assert decided.endswith("Motivos: ninguno.")
