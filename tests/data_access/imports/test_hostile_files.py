"""Files made to break the server: each costs a sentence, little time and little memory."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from data_access.imports import file_reading
from data_access.imports.file_reading import MAX_BYTES, RawSheet, Unreadable, read
from data_access.imports.workbook_packages import Package
from tests.data_access.imports.books import company, filled

SHEET = "xl/worksheets/sheet1.xml"
# Within this much memory, of which Python and its libraries alone take about a third.
ROOM = 700 * 2**20
Edit = Callable[[str, bytes], bytes]


def book(path: Path) -> Path:
    """The smallest workbook with one company."""
    filled(path.with_suffix(".filled.xlsx"), empresas=[company("E-1")])
    with zipfile.ZipFile(path.with_suffix(".filled.xlsx")) as archive:
        package = Package(archive)
        # Without LEEME and LISTAS the company's sheet is the first.
        package.sheets = {"empresas": package.sheets["empresas"]}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            package.copy(target)
    return path


def edited(path: Path, edit: Edit) -> Path:
    """The workbook with its parts changed by `edit`."""
    with zipfile.ZipFile(book(path)) as archive:
        parts = {name: edit(name, archive.read(name)) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def more_rows(rows: bytes) -> Edit:
    return lambda name, part: (
        part.replace(b"</sheetData>", rows + b"</sheetData>") if name == SHEET else part
    )


def refused(path: Path) -> Unreadable:
    with pytest.raises(Unreadable) as found:
        read(path)
    return found.value


def rule_in_little_memory(path: Path) -> str:
    """What another process, which may not take more than ROOM, says of a file."""
    code = (
        "import resource, sys; from pathlib import Path\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({ROOM}, {ROOM}))\n"
        "from data_access.imports.file_reading import Unreadable, read\n"
        "try: print('read', len(read(Path(sys.argv[1]))))\n"
        "except Unreadable as problem: print(problem.rule)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.strip()


def test_the_workbook_that_the_others_are_made_of_is_sound(tmp_path: Path) -> None:
    (sheet,) = read(book(tmp_path / "a.xlsx"))

    assert (sheet.name, sheet.length, sheet.columns[0]) == ("empresas", 1, ["E-1"])


def test_a_file_of_51_megabytes_is_refused_unread(tmp_path: Path) -> None:
    for name in ("a.xlsx", "empresas.csv"):
        path = tmp_path / name
        with path.open("wb") as file:
            file.truncate(51 * 2**20)

        problem = refused(path)

        assert problem.rule == "archivo_grande"
        assert f"{MAX_BYTES >> 20} MB" in problem.text.to("es")


def test_a_small_workbook_that_unpacks_to_300_megabytes_is_refused(tmp_path: Path) -> None:
    path = edited(tmp_path / "bomba.xlsx", more_rows(b" " * (300 * 2**20)))
    assert path.stat().st_size < 2**20

    assert rule_in_little_memory(path) == "archivo_grande"


def test_a_workbook_that_lies_about_its_size_unpacks_no_further_than_it_said(
    tmp_path: Path,
) -> None:
    path = edited(tmp_path / "mentira.xlsx", more_rows(b" " * (300 * 2**20)))
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    raw = path.read_bytes()
    # The directory at the archive's end says how large each part is.
    assert raw.count(size.to_bytes(4, "little")) >= 1
    path.write_bytes(raw.replace(size.to_bytes(4, "little"), (4000).to_bytes(4, "little")))

    assert rule_in_little_memory(path) == "archivo_ilegible"


def test_one_long_text_that_many_cells_share_is_counted_for_each(tmp_path: Path) -> None:
    path = tmp_path / "eco.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("empresas")
        sheet.write_row(0, 0, ["codigo_empresa", "tamano", "ciiu", "canton"])
        for row in range(1, 40_000):
            sheet.write_string(row, 0, "A" * 30_000)
    assert path.stat().st_size < 2**20

    assert rule_in_little_memory(path) == "archivo_grande"


def test_many_cells_may_share_a_short_text_beside_a_long_one(tmp_path: Path) -> None:
    path = tmp_path / "nota.xlsx"
    with xlsxwriter.Workbook(str(path)) as workbook:
        sheet = workbook.add_worksheet("empresas")
        sheet.write_row(0, 0, ["codigo_empresa", "tamano"])
        sheet.write_row(1, 0, ["A" * 30_000, "MICRO"])
        for row in range(2, 10_000):
            sheet.write_row(row, 0, ["B", "MICRO"])

    (found,) = read(path)

    assert (found.length, found.columns[1][-1]) == (9999, "MICRO")


@pytest.mark.parametrize(
    "cell",
    [
        b'<c\tr="ZZ900000"><v>1</v></c>',
        b"<c\nr='ZZ900000' ><v>1</v></c>",
        b'<c s="0" r="zz900000"><!-- far --><v>1</v></c>',
        b"<c><v>1</v></c>",
    ],
    ids=["tab", "line", "small letters", "no place but its row's"],
)
def test_a_far_cell_is_found_however_it_is_written(tmp_path: Path, cell: bytes) -> None:
    """The fast reader sets aside room up to it, and takes the whole process with it if none is."""
    row = b'<row r="900000">' + cell + b"</row>"
    path = edited(tmp_path / "lejos.xlsx", more_rows(row))

    assert rule_in_little_memory(path) == "hoja_desbordada"


def test_a_formula_is_found_however_it_is_written(tmp_path: Path) -> None:
    row = b'<row\tr="3"><c\nr="A3"\tt="str"><f\n>1+1</f><v>2</v></c></row>'

    (sheet,) = read(edited(tmp_path / "a.xlsx", more_rows(row)))

    assert sheet.columns[0] == ["E-1", file_reading.BrokenCell.FORMULA]


def test_a_second_part_of_the_same_name_is_not_read_unmeasured(tmp_path: Path) -> None:
    path = book(tmp_path / "doble.xlsx")
    far = b'<row r="900000"><c r="ZZ900000"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(path) as archive:
        part = archive.read(SHEET)
    with zipfile.ZipFile(path, "a") as archive:
        # Two readers may take either; here both take what was measured.
        archive.writestr(SHEET.upper(), part.replace(b"</sheetData>", far))

    assert rule_in_little_memory(path) in ("read 1", "hoja_desbordada")


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/workbook.xml", b"</sheets>", b'<sheet name="empresas" r:id="r0"/></sheets>'),
        ("xl/_rels/workbook.xml.rels", b"</R", b'<Relationship Id="r0" Target="x"/></R'),
        ("_rels/.rels", b"officeDocument", b"otra"),
        ("xl/workbook.xml", b"</sheets>", b" " * 6 * 2**20 + b"</sheets>"),
        (SHEET, b"</sheetData>", b"</sheetDat>"),
        (SHEET, b' r="A2"', b' r="2A"'),
    ],
    ids=["sheet twice", "relation twice", "no workbook", "long index", "no XML", "no cell"],
)
def test_a_workbook_that_reads_two_ways_is_none(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    def edit(name: str, content: bytes) -> bytes:
        assert name != part or old in content
        return content.replace(old, new) if name == part else content

    assert refused(edited(tmp_path / "a.xlsx", edit)).rule == "archivo_ilegible"


def test_a_pdf_under_another_name_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "informe.xlsx"
    path.write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n" + b"x" * 5000)

    assert refused(path).rule == "archivo_ilegible"


@pytest.mark.parametrize(
    "content",
    [b"a,b\n" + b"\n" * (49 * 2**20), b"a,b\n" + b"," * (49 * 2**20)],
    ids=["blank lines", "commas"],
)
def test_a_csv_of_nothing_costs_no_memory(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empresas.csv"
    path.write_bytes(content)

    assert rule_in_little_memory(path) in ("hoja_desbordada", "archivo_ilegible")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_more_cells_than_there_is_room_for_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(file_reading, "MAX_CELLS", 3)
    path = tmp_path / f"empresas.{kind}"
    if kind == "csv":
        path.write_text("a,b\n1,2\n3,4\n")
    else:
        book(path)

    problem = refused(path)

    assert (problem.rule, problem.sheet) == ("hoja_desbordada", "empresas")


@pytest.mark.parametrize(
    "cell", ["=cmd|'/C calc'!A0", '"=HYPERLINK(""http://x"")"', " =1+1", "=E-1"]
)
def test_a_formula_in_a_csv_is_no_value(tmp_path: Path, cell: str) -> None:
    path = tmp_path / "plataformas.csv"
    path.write_text(f"codigo_plataforma;nombre\nB-1;{cell}\n", "utf-8")

    (sheet,) = read(path)

    assert sheet.columns == [["B-1"], [file_reading.BrokenCell.FORMULA]]


def test_text_that_only_looks_odd_stays(tmp_path: Path) -> None:
    path = tmp_path / "plataformas.csv"
    path.write_text("codigo;nombre\nB-1;-5 grados @ la sombra\nB-2;+ de todo\n", "utf-8")

    found: list[RawSheet] = read(path)

    assert found[0].columns[1] == ["-5 grados @ la sombra", "+ de todo"]


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'"><!ENTITY b "&a;&a;&a;&a;">]>'


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
def test_a_workbook_with_entities_of_its_own_is_not_read(tmp_path: Path, part: str) -> None:
    """No office program writes a document type; with one, a few bytes stand for very many."""

    def expanding(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        head, mark, rest = content.partition(b"?>")
        return head + mark + ENTITIES + rest if mark else ENTITIES + content

    assert refused(edited(tmp_path / "entidades.xlsx", expanding)).rule == "archivo_ilegible"


def test_a_libreoffice_book_with_entities_of_its_own_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ENTITIES + b"<x>&b;</x>")

    assert refused(path).rule == "archivo_ilegible"
