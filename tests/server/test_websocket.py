"""What a stranger can do over a page's websocket: nothing to other readers. On a real server."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.exceptions import InvalidStatus

from components.streamlit_compat import kind_of_message
from server.sources import BURST, MOST_SOURCES, Pace, Sources
from server.websocket_gate import PASSED_ON, whole_number
from tests.reader import Reader, Run, reading
from tests.serving import serving

SMALL = "tests/server/small_app.py"
NO_DATABASE = "sqlite://"


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with serving(NO_DATABASE, app=SMALL, PAGES_PER_SOURCE="4") as address:
        yield address


def word(name: str, reader: Reader) -> str:
    (found,) = set(re.findall(rf"{name}=(\w+)", reader.run().said()))
    return found


def clear_cache(message: BackMsg) -> None:
    message.clear_cache = True


def set_run_on_save(message: BackMsg) -> None:
    message.set_run_on_save = True


STRANGE = [clear_cache, set_run_on_save]


@pytest.mark.server
@pytest.mark.parametrize("write", STRANGE, ids=lambda write: write.__name__)
def test_what_a_stranger_sends_changes_nothing_for_other_readers(
    url: str, write: Callable[[BackMsg], None]
) -> None:
    message = BackMsg()
    write(message)
    with reading(url) as reader, reading(url) as stranger:
        before = word("kept", reader)
        stranger.run()
        usual = kinds(stranger.run())

        stranger.send(message)

        # Their own page goes on, and nothing but its run comes back.
        assert kinds(stranger.run()) == usual
        assert word("kept", reader) == before


@pytest.mark.server
def test_a_part_of_somebody_elses_page_runs_for_nobody_else(url: str) -> None:
    """Its name is the same in all sessions and no secret, so it must not be enough."""
    with reading(url) as reader, reading(url) as stranger:
        (part,) = {m.delta.fragment_id for m in reader.run(query="part=1").messages} - {""}
        stranger.run()
        message = BackMsg()
        message.rerun_script.fragment_id = part
        message.rerun_script.query_string = "part=1"

        stranger.send(message)

        # Two runs: the first may be told together with the end of what was asked for.
        after = stranger.run().said() + stranger.run().said()
        assert "fragment=" not in after
        assert "kept=" in after
        assert word("kept", reader)


def kinds(run: Run) -> list[str | None]:
    return [message.WhichOneof("type") for message in run.messages]


@pytest.mark.server
def test_a_page_too_many_is_told_why_and_what_to_do(url: str) -> None:
    with ExitStack() as open_pages:
        for _ in range(4):
            open_pages.enter_context(reading(url))

        with pytest.raises(InvalidStatus) as refused, reading(url):
            pass
        told = httpx.get(url, headers={"accept-language": "en"})

    assert refused.value.response.status_code == 429
    assert (told.status_code, told.headers["retry-after"]) == (429, "60")
    assert "4 pages of this observatory are open already" in " ".join(told.text.split())
    # The connections that were closed leave room again.
    until = time.monotonic() + 60
    while httpx.get(url).status_code == 429 and time.monotonic() < until:
        time.sleep(0.05)
    with reading(url) as reader:
        assert word("run", reader)


@pytest.mark.server
@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/agent/openapi.json"])
def test_routes_that_are_nobodys_are_closed(url: str, path: str) -> None:
    assert httpx.get(url + path).status_code == 404


@pytest.mark.server
def test_who_sends_too_fast_is_served_slowly_and_loses_nothing(url: str) -> None:
    heartbeat = BackMsg(app_heartbeat=True)
    with reading(url) as reader:
        reader.run()
        for _ in range(BURST + 10):
            reader.send(heartbeat)
        hurried = reader.run()

    # Ten more than a page may send at once are two seconds at five a second.
    assert hurried.seconds > 1
    assert "kept=" in hurried.said()


def test_a_burst_passes_at_once_and_what_follows_keeps_the_pace() -> None:
    pace = Pace(per_second=4, burst=60)

    waits = [pace.wait(now=100.0) for _ in range(70)]

    assert waits[:60] == [0.0] * 60
    assert waits[60:] == pytest.approx([n * 0.25 for n in range(1, 11)])
    assert pace.wait(now=200.0) == 0.0


def test_a_source_is_forgotten_once_it_sent_nothing_lately() -> None:
    sources = Sources(most=2, per_second=5)
    sources.of("a").pages = 2
    for number in range(MOST_SOURCES):
        sources.of(f"n{number}")

    assert sources.full("a") and not sources.full("n1") and not sources.full("new")
    assert len(sources.known) < MOST_SOURCES


def test_only_what_a_page_sends_is_passed_on() -> None:
    known = {
        field.name: BackMsg(**{field.name: True})
        for field in BackMsg.DESCRIPTOR.fields
        if not field.message_type
    }
    passed = {
        name
        for name, sent in known.items()
        if kind_of_message(sent.SerializeToString()) in PASSED_ON
    }

    assert passed == {"stop_script", "app_heartbeat"}
    assert kind_of_message(b"\xff\xff") == ""


@pytest.mark.parametrize("asked", ["install_skills", "dismiss_skills_nudge"])
def test_nobody_has_the_server_write_files_of_streamlits(asked: str) -> None:
    message = BackMsg()
    getattr(message.backend_operation_request, asked).SetInParent()

    assert kind_of_message(message.SerializeToString()) not in PASSED_ON


def test_a_limit_that_is_no_number_is_said_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    assert whole_number("0", 5) == whole_number("many", 5) == whole_number(None, 5) == 5
    assert whole_number("7", 5) == 7
    assert "'many', which is no whole number above 0: 5 is used" in caplog.text
