"""The command line: `python -m data_access VERB …` on the database at DATABASE_URL."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import OperationalError

from data_access.commands import data, questions, setup
from data_access.language import LANGUAGES, translate
from data_access.salts import SaltsError

REFUSED, MISUSED = 1, 2


def parser() -> argparse.ArgumentParser:
    """All verbs with their options."""
    main = argparse.ArgumentParser(
        prog="python -m data_access",
        description="The observatory's data, at the database of DATABASE_URL.",
    )
    verbs = main.add_subparsers(dest="verb", required=True, metavar="VERB")
    for module in (setup, data, questions):
        module.add_verbs(verbs)
    for verb in verbs.choices.values():
        verb.add_argument(
            "--language", choices=LANGUAGES, default="es", help="language of what is printed"
        )
    return main


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb: 0 done, 1 data refused, 2 wrong usage."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except OperationalError as problem:
        sentence = translate(
            "No se puede usar la base de datos de DATABASE_URL: {problem}",
            options.language,
            problem=str(problem.orig).strip().splitlines()[0],
        )
        print(sentence, file=sys.stderr)
        return MISUSED
    except SaltsError as problem:
        print(problem.text.to(options.language), file=sys.stderr)
        return MISUSED
    except BrokenPipeError:
        # The reader of a pipe has seen enough (`… | head`).
        sys.stderr.close()
        return 0


if __name__ == "__main__":
    sys.exit(main())
