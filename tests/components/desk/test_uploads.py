"""Uploaded files on disk for as long as they are read, and who may upload at all."""

from __future__ import annotations

import io
import tomllib
from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from components import upload_permits
from components.desk import uploads
from components.desk.door import MAX_BYTES, Progress
from components.desk.jobs import Abandoned, Job
from data_access.language import Text
from server import upload_gate as gate

CONFIG = Path(__file__).parents[3] / ".streamlit" / "config.toml"


class File(io.BytesIO):
    """What Streamlit hands over."""

    def __init__(self, name: str, content: bytes = b"x") -> None:
        super().__init__(content)
        self.name = name


def test_the_servers_limit_is_the_importers_own() -> None:
    limit = tomllib.loads(CONFIG.read_text("utf-8"))["server"]["maxUploadSize"]

    assert limit * 2**20 == MAX_BYTES


def test_files_lie_on_disk_as_long_as_they_are_read_and_no_longer() -> None:
    with uploads.on_disk([File("a.xlsx", b"1"), File("a.xlsx", b"2")]) as paths:
        assert [path.name for path in paths] == ["a.xlsx", "a.xlsx"]
        assert [path.read_bytes() for path in paths] == [b"1", b"2"]
    assert not paths[0].parent.parent.exists()


def test_files_are_gone_though_reading_them_failed() -> None:
    with pytest.raises(RuntimeError), uploads.on_disk([File("a.xlsx")]) as paths:
        raise RuntimeError
    assert not paths[0].exists()


def test_a_file_is_written_whole_though_somebody_read_in_it() -> None:
    file = File("a.xlsx", b"123")
    file.read(2)

    with uploads.on_disk([file]) as (path,):
        assert path.read_bytes() == b"123"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("empresas.csv", "empresas.csv"),
        ("../../x.xlsx", "x.xlsx"),
        ("..\\..\\x.xlsx", "x.xlsx"),
        ("/etc/passwd", "passwd"),
        ("C:\\datos\\Año ñandú.xlsx", "Año ñandú.xlsx"),
        ("..", "archivo"),
        (".xlsx", "xlsx"),
        ("a\0b\r\n.csv", "ab.csv"),
        ("", "archivo"),
    ],
)
def test_a_name_is_its_last_part(name: str, safe: str) -> None:
    assert uploads.safe(name) == safe


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_name_stays_in_its_folder(name: str) -> None:
    with uploads.on_disk([File(name)]) as (path,):
        assert path.resolve().parent == path.parent.resolve()
        assert path.is_file()


def test_a_job_tells_how_far_it_is_and_what_came_of_it() -> None:
    half, on = Event(), Event()

    def work(say: Progress) -> int:
        say(0.5, Text("Guardando"))
        half.set()
        on.wait(20)
        return 7

    job = Job(work)
    assert half.wait(20)
    assert (job.share, job.text.to("es"), job.finished()) == (0.5, "Guardando", False)
    on.set()
    assert job.finished(20)
    assert job.result() == 7


def test_an_abandoned_job_ends_at_its_next_step() -> None:
    begun, on = Event(), Event()

    def work(say: Progress) -> str:
        begun.set()
        on.wait(20)
        say(0.5, Text("Guardando"))
        return "went on"

    job = Job(work)
    assert begun.wait(20)
    job.abandon()
    on.set()

    assert job.finished(20)
    assert job.result() is None


def test_a_job_that_waits_for_its_turn_can_be_abandoned_too() -> None:
    on = Event()
    first = [Job(lambda _say: on.wait(20)) for _ in range(2)]
    waiting: Job[str] = Job(lambda _say: "went on")

    assert waiting.text.to("en") == "Waiting for a turn"
    waiting.abandon()
    on.set()

    assert waiting.result() is None
    assert [job.result() for job in first] == [True, True]


def test_what_went_wrong_in_a_job_is_not_hushed_up() -> None:
    def work(_say: Progress) -> None:
        raise ValueError("the disk is full")

    job = Job(work)

    with pytest.raises(ValueError, match="disk"):
        job.result()
    assert issubclass(Abandoned, Exception)


def test_only_a_session_that_shows_a_field_may_upload(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "uploaded_bytes", lambda: 0)
    upload_permits.offer("mine")

    assert gate.refusal("/_stcore/upload_file/mine/1") is None
    assert gate.refusal("/_stcore/upload_file/other/1") == 403
    assert gate.refusal("/_stcore/upload_file//1") == 403


def test_all_files_together_may_only_take_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "uploaded_bytes", lambda: gate.MAX_HELD)
    upload_permits.offer("mine")

    assert gate.refusal("/_stcore/upload_file/mine/1") == 413


def test_sessions_of_long_ago_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "uploaded_bytes", lambda: 0)
    monkeypatch.setattr(upload_permits, "MOST_SESSIONS", 2)
    for session in ("a", "b", "a", "c"):
        upload_permits.offer(session)

    assert gate.refusal("/_stcore/upload_file/a/1") is None
    assert gate.refusal("/_stcore/upload_file/b/1") == 403
