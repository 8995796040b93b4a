"""The rules of who may import whom, held by the suite as well as by `make check`."""

from importlinter.cli import lint_imports


def test_every_import_keeps_to_the_house_plan() -> None:
    assert lint_imports(no_cache=True) == 0
