"""A person keeps one code, nobody without the key makes anything of it, and nothing else leaks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access import pseudonyms
from data_access.__main__ import main
from data_access.imports.personal import looks_personal
from data_access.pseudonyms import CEDULA, OTHER, PASSPORT, code_of
from data_access.refusal import Misuse

KEY = b"a key of the enrolling office, long enough"
VALID = "1710034065"  # a number with a right check digit, used in public examples


@pytest.mark.parametrize("written", [VALID, " 171003406-5 ", "1710.034065", "1710034065"])
def test_a_person_has_one_code_however_the_cedula_is_written(written: str) -> None:
    assert code_of(KEY, CEDULA, written) == code_of(KEY, CEDULA, VALID)


def test_a_zero_that_a_spreadsheet_dropped_is_put_back() -> None:
    assert code_of(KEY, CEDULA, "102030400") == code_of(KEY, CEDULA, "0102030400")


@pytest.mark.parametrize("number", ["1710034066", "17100340", "", "abc", "9910034065", "1" * 13])
def test_a_cedula_that_can_be_none_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match="no cédula"):
        code_of(KEY, CEDULA, number)


def test_another_kind_or_another_key_gives_another_code() -> None:
    codes = {
        code_of(KEY, CEDULA, VALID),
        code_of(KEY, PASSPORT, VALID),
        code_of(KEY, OTHER, VALID),
        code_of(KEY + b".", CEDULA, VALID),
    }
    assert len(codes) == 4


@given(st.from_regex(r"[A-Z0-9]{5,20}", fullmatch=True))
def test_a_code_is_one_that_a_sheet_takes_and_holds_nothing_of_the_document(number: str) -> None:
    code = code_of(KEY, PASSPORT, number)

    assert not looks_personal(code)
    assert len(number) < 6 or number not in code


def test_a_list_comes_out_with_codes_and_without_personal_columns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    listed = pd.DataFrame(
        {
            "Tipo": ["Cédula", "Pasaporte"],
            "documento": [VALID, "ab 12345"],
            "Nombres": ["Ana", "Eva"],
            "sexo": ["M", "M"],
            "celular": ["0991234567", "0987654321"],
        }
    )
    listed.to_excel(tmp_path / "lista.xlsx", index=False)
    monkeypatch.setenv("PSEUDONYM_KEY", KEY.decode())
    out = tmp_path / "personas.csv"
    command = ["pseudonymise", str(tmp_path / "lista.xlsx"), "-o", str(out), "--kind", "Tipo"]

    assert main([*command, "--language", "en"]) == 0

    said = capsys.readouterr().out
    assert "2 rows with a code" in said and "Tipo, Nombres, celular" in said
    written = pd.read_csv(out, dtype=str)
    assert list(written.columns) == ["codigo_persona", "sexo"]
    assert list(written["codigo_persona"]) == [
        code_of(KEY, CEDULA, VALID),
        code_of(KEY, PASSPORT, "AB12345"),
    ]
    assert main(command) == 2  # nothing is overwritten


def test_a_bad_document_names_its_row_never_itself_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    (tmp_path / "lista.csv").write_text(f"documento;sexo\n{VALID};M\n1710034066;H\n")
    monkeypatch.setenv("PSEUDONYM_KEY", KEY.decode())
    out = tmp_path / "personas.csv"

    assert main(["pseudonymise", str(tmp_path / "lista.csv"), "-o", str(out)]) == 1

    said = capsys.readouterr().err
    assert "filas 3" in said and "1710034066" not in said
    assert not out.exists()


def test_a_key_is_made_once_for_its_owner_alone_and_a_short_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    key = tmp_path / "key"
    assert main(["pseudonymise", "--new-key", str(key)]) == 0
    assert key.stat().st_mode & 0o077 == 0
    assert len(pseudonyms.key_from(key)) == 64
    assert main(["pseudonymise", "--new-key", str(key)]) == 2
    monkeypatch.setenv("PSEUDONYM_KEY", "short")
    (tmp_path / "lista.csv").write_text(f"documento\n{VALID}\n")
    capsys.readouterr()

    assert main(["pseudonymise", str(tmp_path / "lista.csv"), "-o", str(tmp_path / "x.csv")]) == 2
    assert "PSEUDONYM_KEY" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["lista.csv", "lista.xlsx"])
def test_a_file_that_cannot_be_read_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\xff\xfe\x00documento")

    with pytest.raises(Misuse, match="cannot be read"):
        pseudonyms.read(tmp_path / name)
