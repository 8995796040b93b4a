"""An installation's own name, logos and colour; what is wrong in them never breaks a page."""

from __future__ import annotations

from pathlib import Path

from components import brand


def test_name_logos_and_colour_are_those_of_the_settings(tmp_path: Path) -> None:
    file = tmp_path / "GAD_Manta.svg"
    file.write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')

    found = brand.read("  Observatorio de  Manta ", f"{file}", "#aa3300")

    assert (found.name, found.color) == ("Observatorio de Manta", "#aa3300")
    assert [logo.name for logo in found.logos] == ["GAD Manta"]
    assert found.logos[0].address.startswith("data:image/svg+xml;base64,")


def test_what_cannot_be_shown_is_left_out(tmp_path: Path) -> None:
    large = tmp_path / "large.png"
    large.write_bytes(b"0" * (brand.LARGEST + 1))
    script = tmp_path / "logo.exe"
    script.write_bytes(b"MZ")

    found = brand.read("", f"{large}, {script}, {tmp_path / 'none.png'}", "red;}body{display:none")

    assert found == brand.Brand()
