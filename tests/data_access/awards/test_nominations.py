"""Nominations: begun by anybody, kept by a private link, handed in to the second, never lost."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import pytest
from sqlalchemy import func, select

from data_access import storage
from data_access.awards import eligibility, evidence, nominations
from data_access.awards.file_types import safe_name, type_of
from data_access.awards.preconditions import Closed, Stale
from data_access.awards.return_links import IncompleteNomination
from data_access.lists import ELIGIBILITY
from data_access.refusal import Forbidden, NotSaved, Refusal
from data_access.tables import Evidence, Nomination
from data_access.viewer import VISITOR
from tests.data_access.awards.story import (
    CRITERIA,
    DAY,
    EDITION,
    OTHER_SECRETARY,
    RULES,
    SECRETARY,
    START,
    Story,
)

SECOND = dt.timedelta(seconds=1)
PDF = b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n<<>>\nendobj\n%%EOF"


def read(story: Story, code: str) -> nominations.Dossier:
    with story.engine.connect() as connection:
        return nominations.read(connection, story.tokens[code])


def test_anybody_may_begin_during_the_call_and_never_outside_it(story: Story) -> None:
    story.clock.go(START - DAY)
    story.open()

    def begin() -> None:
        nominations.start(story.engine, EDITION, "ana@example.org")

    for moment, opens in (
        (START - SECOND, False),
        (START, True),
        (RULES.nominations_close_at - SECOND, True),
        (RULES.nominations_close_at, False),
    ):
        story.clock.go(moment)
        if opens:
            begin()
        else:
            with pytest.raises(Closed):
                begin()
    with pytest.raises(Refusal, match="address"):
        story.clock.go(START)
        nominations.start(story.engine, EDITION, "no es un correo")


def test_a_draft_is_kept_field_by_field_and_its_link_stands_nowhere(story: Story) -> None:
    story.open()
    code = story.draft("Feria inclusiva")

    found = read(story, code)
    assert found.state == "draft"
    assert found.fields["title"] == "Feria inclusiva"
    assert found.answers[CRITERIA[0]] == (f"Feria inclusiva: {CRITERIA[0]}", 1)
    assert found.closes_at == RULES.nominations_close_at
    with story.engine.connect() as connection:
        rows = repr(connection.execute(select(Nomination)).all()) + repr(story.log())
        assert story.tokens[code] not in rows
        with pytest.raises(Forbidden):
            nominations.read(connection, story.tokens[code][:-1])


def test_a_stale_save_is_refused_with_both_versions(story: Story) -> None:
    story.open()
    code = story.draft()
    token = story.tokens[code]

    with pytest.raises(Stale) as told:
        nominations.save(story.engine, token, 0, {"title": "Otro nombre"})
    assert (told.value.stored, told.value.given) == (
        {"title": "Práctica"},
        {"title": "Otro nombre"},
    )
    assert nominations.save(story.engine, token, told.value.revision, {"title": "Otro"}) == 2
    assert nominations.save(story.engine, token, 0, {"title": "Otro"}) == 2
    with pytest.raises(Stale):
        nominations.save_answer(story.engine, token, CRITERIA[0], 0, "Otro texto")
    assert nominations.save_answer(story.engine, token, CRITERIA[0], 1, "Otro texto") == 2


def test_what_is_missing_is_named_before_a_nomination_goes_out(story: Story) -> None:
    story.open()
    started = nominations.start(story.engine, EDITION, "ana@example.org")
    nominations.save(story.engine, started.token, 0, {"title": "T", "summary": "  "})

    with pytest.raises(IncompleteNomination) as told:
        nominations.submit(story.engine, started.token, "1")
    assert len(told.value.parts) == 3 + len(CRITERIA)
    code = story.draft()
    with pytest.raises(Refusal, match="consent"):
        nominations.submit(story.engine, story.tokens[code], "")


def test_a_nomination_goes_out_until_the_second_of_the_deadline(story: Story) -> None:
    story.open()
    early, late = story.draft("A"), story.draft("B")
    story.clock.go(RULES.nominations_close_at - SECOND)
    nominations.submit(story.engine, story.tokens[early], "1")
    story.clock.go(RULES.nominations_close_at)

    token = story.tokens[late]
    for verb in (
        lambda: nominations.submit(story.engine, token, "1"),
        lambda: nominations.save(story.engine, token, 1, {"title": "C"}),
        lambda: nominations.save_answer(story.engine, token, CRITERIA[0], 1, "C"),
        lambda: evidence.attach(story.engine, token, "a.pdf", PDF),
        lambda: nominations.reopen(story.engine, story.tokens[early]),
    ):
        with pytest.raises(Closed):
            verb()
    assert (read(story, early).state, read(story, late).state) == ("submitted", "draft")


def test_only_the_secretarys_grace_lets_one_in_late(story: Story) -> None:
    story.open()
    code, other = story.draft("A"), story.draft("B")
    story.clock.go(RULES.nominations_close_at + DAY)
    until = story.clock.at + DAY
    with pytest.raises(Forbidden):
        nominations.grant_grace(story.engine, OTHER_SECRETARY, EDITION, code, until, "Corte de luz")
    with pytest.raises(Refusal, match="reason"):
        nominations.grant_grace(story.engine, SECRETARY, EDITION, code, until, "")
    with pytest.raises(Refusal):
        nominations.grant_grace(
            story.engine, SECRETARY, EDITION, code, RULES.scores_close_at, "Corte de luz"
        )
    nominations.grant_grace(story.engine, SECRETARY, EDITION, code, until, "Corte de luz")

    nominations.submit(story.engine, story.tokens[code], "1")
    with pytest.raises(Closed):
        nominations.submit(story.engine, story.tokens[other], "1")
    with story.engine.connect() as connection:
        assert connection.scalar(select(Nomination.late).filter_by(code=code)) is True
    assert story.log("nomination_grace")[0].details["reason"] == "Corte de luz"
    assert story.log("nomination_submitted")[0].details["late"] is True


def test_a_submitted_nomination_is_reopened_only_until_it_is_checked(story: Story) -> None:
    story.open()
    code = story.draft()
    token = story.tokens[code]
    nominations.submit(story.engine, token, "1")
    with pytest.raises(Closed):
        nominations.save(story.engine, token, 1, {"title": "Otro"})
    nominations.reopen(story.engine, token)
    nominations.save(story.engine, token, 1, {"title": "Otro"})
    nominations.submit(story.engine, token, "1")
    for item in ELIGIBILITY:
        eligibility.check(story.engine, SECRETARY, EDITION, code, eligibility.Check(item, "SI"))

    with pytest.raises(Closed):
        nominations.reopen(story.engine, token)
    nominations.withdraw(story.engine, token)
    assert read(story, code).state == "withdrawn"
    with pytest.raises(Refusal):
        eligibility.check(story.engine, SECRETARY, EDITION, code, eligibility.Check("RUC", "SI"))


@pytest.mark.parametrize(("item", "outcome"), [("RUC", "QUIZÁS"), ("NADA", "SI")])
def test_a_line_or_an_outcome_that_the_checklist_has_not_cannot_be_said(
    item: str, outcome: str
) -> None:
    with pytest.raises(ValueError, match=f"no {item}={outcome}"):
        eligibility.Check(item, outcome)


def test_the_checklist_settles_eligibility_and_the_nominator_reads_why(story: Story) -> None:
    story.open()
    code = story.draft()
    nominations.submit(story.engine, story.tokens[code], "1")

    def check(item: str, outcome: str, reason: str = "") -> str:
        return eligibility.check(
            story.engine, SECRETARY, EDITION, code, eligibility.Check(item, outcome, reason)
        )

    items = list(ELIGIBILITY)
    assert [check(item, "SI") for item in items] == [*["NR"] * 5, "SI"]
    with pytest.raises(Refusal, match="reason"):
        check("SANCIONES", "NO")
    assert check("SANCIONES", "NO", "Multa del IESS pendiente") == "NO"
    assert (read(story, code).eligible, read(story, code).reasons) == (
        "NO",
        "Multa del IESS pendiente",
    )
    assert check("SANCIONES", "SI") == "SI"
    assert read(story, code).reasons is None
    with pytest.raises(Forbidden):
        eligibility.check(
            story.engine, OTHER_SECRETARY, EDITION, code, eligibility.Check("RUC", "NO", "No")
        )
    story.clock.go(RULES.scores_close_at)
    with pytest.raises(Closed):
        check("RUC", "NO", "Tarde")
    with story.engine.connect() as connection:
        lines = eligibility.checklist(connection, SECRETARY, EDITION, code)
        assert {line.outcome for line in lines} == {"SI"}
        with pytest.raises(Forbidden):
            eligibility.checklist(connection, VISITOR, EDITION, code)


def workbook(*parts: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return content.getvalue()


XLSX = workbook("[Content_Types].xml", "xl/workbook.xml")


@pytest.mark.parametrize(
    ("name", "content", "kept"),
    [
        ("a.pdf", PDF, True),
        ("a.PDF", PDF, True),
        ("a.png", b"\x89PNG\r\n\x1a\n1", True),
        ("a.jpeg", b"\xff\xd8\xff\xe0", True),
        ("a.xlsx", XLSX, True),
        ("a.csv", "año,valor\n1,2\n".encode("cp1252"), True),
        ("a.pdf", b"MZ\x90", False),
        ("a.exe", PDF, False),
        ("a.xlsx", workbook("[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"), False),
        ("a.xlsx", workbook("algo.txt"), False),
        ("a.xlsx", b"PK\x03\x04roto", False),
        ("a.html", b"<script>", False),
        ("a.svg", b"<svg onload='x'>", False),
        ("a.csv", b"\0\1", False),
        # Two kinds at once: only under the ending of what it begins with, which it is served as.
        ("a.html", PDF + b"<script>alert(1)</script>", False),
        ("a.xlsx", PDF + XLSX, False),
        ("a.pdf", XLSX + PDF, False),
        ("a.png", b"\xff\xd8\xff\xe0" + b"\x89PNG\r\n\x1a\n1", False),
        ("a.pdf", PDF + b"<script>alert(1)</script>", True),
    ],
)
def test_a_file_is_what_its_content_says(name: str, content: bytes, kept: bool) -> None:
    assert (type_of(name, content) is not None) is kept


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/nómina 2030.pdf", "nómina 2030.pdf"),
        ("C:\\temp\\a.pdf", "a.pdf"),
        ("a\u202ecod.pdf", "acod.pdf"),
        ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
    ],
)
def test_a_files_name_is_only_a_name(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_evidence_is_kept_by_a_key_and_taken_off_with_its_content(story: Story) -> None:
    story.open()
    code = story.draft()
    token = story.tokens[code]
    number = evidence.attach(story.engine, token, "../nómina.pdf", PDF, CRITERIA[0])

    with story.engine.connect() as connection:
        (row,) = evidence.attached(connection, token)
        assert (row.name, row.media_type, row.size) == ("nómina.pdf", "application/pdf", len(PDF))
        assert evidence.hand_back(connection, token, number).content == PDF
    assert storage.get(row.storage_key) == PDF
    evidence.remove(story.engine, token, number)
    with pytest.raises(FileNotFoundError):
        storage.get(row.storage_key)
    with story.engine.connect() as connection:
        assert evidence.attached(connection, token) == []
        with pytest.raises(Forbidden):
            evidence.hand_back(connection, token, number)


@pytest.mark.parametrize(
    "place", ["gopher://x", "http://127.0.0.1:1/x", "s3://bucket/x", "memory://x", "reference://"]
)
def test_a_place_for_files_that_cannot_be_used_is_told_and_nothing_is_stored(
    story: Story, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    story.open()
    token = story.tokens[story.draft()]
    monkeypatch.setenv("EVIDENCE_URL", place)

    with pytest.raises(NotSaved, match="EVIDENCE_URL"):
        evidence.attach(story.engine, token, "a.pdf", PDF)
    with story.engine.connect() as connection:
        assert evidence.attached(connection, token) == []


def test_what_is_refused_leaves_no_file_behind(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.open()
    token = story.tokens[story.draft()]
    monkeypatch.setattr(evidence, "LARGEST", 100)
    monkeypatch.setattr(evidence, "MOST_FILES", 1)
    kept: list[str] = []
    put = storage.put
    monkeypatch.setattr(storage, "put", lambda content: kept.append(put(content)) or kept[-1])

    for name, content in (("a.pdf", PDF + b" " * 100), ("a.pdf", b""), ("a.exe", b"MZ")):
        with pytest.raises(Refusal):
            evidence.attach(story.engine, token, name, content)
    evidence.attach(story.engine, token, "a.pdf", PDF)
    with pytest.raises(Refusal, match="1"):
        evidence.attach(story.engine, token, "b.pdf", PDF + b"\n")

    assert len(kept) == 2
    assert storage.get(kept[0]) == PDF
    with pytest.raises(FileNotFoundError):
        storage.get(kept[1])
    with story.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(Evidence)) == 1


@pytest.mark.parametrize("key", ["../salts.json", "/etc/passwd", "ab/../../x", ""])
def test_no_key_leads_out_of_the_store(key: str) -> None:
    for verb in (storage.get, storage.remove):
        with pytest.raises(ValueError, match="key"):
            verb(key)


def test_the_same_file_twice_is_one(story: Story) -> None:
    story.open()
    token = story.tokens[story.draft()]
    pdf = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF"
    first = evidence.attach(story.engine, token, "a.pdf", pdf)

    assert evidence.attach(story.engine, token, "copia.pdf", pdf) == first
    assert evidence.attach(story.engine, token, "a.pdf", pdf, CRITERIA[0]) != first
    assert len(story.log("evidence_added")) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "JPEG"),
        (b"\xff\xd8\xff" + bytes(evidence.LARGEST), "2000 pixels"),
    ],
)
def test_a_photograph_that_cannot_be_taken_is_refused_with_what_to_send(
    story: Story, content: bytes, said: str
) -> None:
    story.open()
    token = story.tokens[story.draft()]
    with pytest.raises(Refusal, match=said):
        evidence.attach(story.engine, token, "foto.jpg", content)
