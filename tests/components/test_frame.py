"""What the header says of the reader, and where its links lead."""

from __future__ import annotations

import pytest

from components.frame import who
from data_access.viewer import Grant, Viewer


@pytest.mark.parametrize(
    ("grants", "said"),
    [
        ([Grant("juror", "EMP-2026")], "Entró como a@b.c: jurado de la edición EMP-2026."),
        (
            [Grant("monitor"), Grant("leader", "1308")],
            "Entró como a@b.c: líder municipal o provincial de Manta y seguimiento del programa.",
        ),
        ([], "Entró como a@b.c, sin ningún rol: ve lo que ve el público."),
    ],
)
def test_a_reader_is_told_name_and_roles_in_words(grants: list[Grant], said: str) -> None:
    assert who(Viewer(frozenset(grants), "a@b.c")).to("es").startswith(said)
