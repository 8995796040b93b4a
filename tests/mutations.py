"""Which command notices a line that is wrong: `python -m tests.mutations [COUNT] [SEED]`.

Each mutation changes one expression of the code in a copy of the last commit, and the commands of
the Makefile are tried in turn, the quickest first, until one fails; of each, the tests of the same
room as the changed file before all.
"""

from __future__ import annotations

import ast
import random
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.serving import ROOT

ROOMS = ("data_access", "components", "server", "pages")
LEFT_OUT = ("migrations", "demo")  # past migrations stay as they are, and synthetic data are random
COMMANDS = ("test-quick", "test")
NOTHING = "nothing"
NO_TESTS = b"Error 5"  # as make says that pytest found none
SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    **{ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.And: ast.Or, ast.Or: ast.And},
    **{ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult},
}


@dataclass(frozen=True)
class Mutation:
    """An expression of a file, on one line, and what it is changed to."""

    path: Path
    line: int
    start: int
    end: int
    new: str

    def apply(self, root: Path) -> str:
        """Change the file under `root`; return the line before and after."""
        file = root / self.path
        lines = file.read_text().splitlines(keepends=True)
        old = lines[self.line - 1]
        # Offsets of a syntax tree count bytes.
        raw = old.encode()
        lines[self.line - 1] = (raw[: self.start] + self.new.encode() + raw[self.end :]).decode()
        file.write_text("".join(lines))
        return f"{old.strip()}  →  {lines[self.line - 1].strip()}"


def mutations(path: Path) -> Iterator[Mutation]:
    """Yield every mutation of a file: comparisons, and/or, sums, whole numbers."""
    tree = ast.parse((ROOT / path).read_text())
    hints = {
        id(part)
        for node in ast.walk(tree)
        for hint in (getattr(node, "annotation", None), getattr(node, "returns", None))
        if hint is not None
        for part in ast.walk(hint)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.expr) or id(node) in hints or node.lineno != node.end_lineno:
            continue
        new = _changed(node)
        if new is not None:
            yield Mutation(path, node.lineno, node.col_offset, node.end_col_offset or 0, new)


def _changed(node: ast.expr) -> str | None:
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in SWAPPED:
        node.ops = [SWAPPED[type(node.ops[0])]()]  # type: ignore[list-item]
    elif isinstance(node, ast.BoolOp | ast.BinOp) and type(node.op) in SWAPPED:
        node.op = SWAPPED[type(node.op)]()  # type: ignore[assignment]
    elif isinstance(node, ast.Constant) and type(node.value) is int:
        node.value += 1
    else:
        return None
    text = ast.unparse(node)
    return text if isinstance(node, ast.Constant) else f"({text})"


def chosen(count: int, seed: int) -> list[Mutation]:
    """Return some mutations of all the code, each as likely as any other."""
    files = [
        file.relative_to(ROOT)
        for room in ROOMS
        for file in sorted((ROOT / room).rglob("*.py"))
        if not set(file.parts) & set(LEFT_OUT)
    ]
    everything = [mutation for file in files for mutation in mutations(file)]
    return random.Random(seed).sample(everything, count)


def caught_by(root: Path, changed: Path | None = None) -> str:
    """Return the first command that fails in a copy of the project, else "nothing"."""
    near = [str(nearest_tests(changed))] if changed else []
    for command in COMMANDS:
        for where in (*near, ""):
            arguments = ["make", command, f"ARGS=-q -x --no-header --disable-warnings {where}"]
            result = subprocess.run(arguments, cwd=root, capture_output=True, check=False)
            if result.returncode and NO_TESTS not in result.stderr:
                return command
    return NOTHING


def nearest_tests(changed: Path) -> Path:
    """Return the folder or file of the tests that mirrors the changed file most closely."""
    for near in (Path("tests") / changed.parent / f"test_{changed.name}", *changed.parents):
        tests = near if near.parts[0] == "tests" else Path("tests") / near
        if (ROOT / tests).exists():
            return tests
    return Path("tests")


def main() -> None:
    """Print each mutation with what noticed it."""
    count, seed = (int(given) for given in [*sys.argv[1:], "20", "1"][:2])
    with TemporaryDirectory() as folder:
        root = Path(folder) / "copy"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(root)], check=True)
        (root / ".venv").symlink_to(ROOT / ".venv")
        (root / ".venv" / ".tests").touch()  # newer than the copy: installed already
        if caught_by(root) != NOTHING:
            raise SystemExit("a test fails as the code stands: mutations would tell nothing")
        for mutation in chosen(count, seed):
            line = mutation.apply(root)
            print(
                f"{caught_by(root, mutation.path):10} {mutation.path}:{mutation.line}  {line}",
                flush=True,
            )
            subprocess.run(["git", "checkout", "-q", "."], cwd=root, check=True)


if __name__ == "__main__":
    main()
