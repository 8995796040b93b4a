"""The scripts of the field that saves itself, tried in Node where there is one."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from components.awards.field import mount

SCRIPTS = mount.FOLDER / "assets"
TESTS = Path(__file__).parent / "field"
NODE = shutil.which("node")


@pytest.mark.skipif(NODE is None, reason="no Node; the tests in a browser try the field as well")
@pytest.mark.parametrize("name", ["folding", "storing", "syncing"])
def test_a_script_of_the_field_does_what_it_says(name: str, tmp_path: Path) -> None:
    for script in SCRIPTS.glob("*.js"):
        shutil.copy(script, tmp_path)
    shutil.copy(TESTS / f"{name}.test.js", tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    done = subprocess.run(
        [str(NODE), "--test", f"{name}.test.js"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_script_that_decides_something_has_its_tests() -> None:
    # The page's own part and its wiring are tried in a browser.
    tried = {path.name.removesuffix(".test.js") for path in TESTS.glob("*.test.js")}
    assert {path.stem for path in SCRIPTS.glob("*.js")} - tried == {"field", "showing", "steady"}
