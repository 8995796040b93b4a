"""The command line: `python -m data_access VERB …` on the database at DATABASE_URL."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)

from data_access.commands import access_verbs, answer_verb, data_verbs, setup_verbs, totals_verb
from data_access.language import DEFAULT, LANGUAGES, Text
from data_access.refusal import Misuse, Refusal

REFUSED, MISUSED = 1, 2
UNREACHABLE = (OperationalError, InterfaceError, ArgumentError)


def parser() -> argparse.ArgumentParser:
    """All verbs with their options."""
    main = argparse.ArgumentParser(
        prog="python -m data_access",
        description="The observatory's data, at the database of DATABASE_URL.",
    )
    verbs = main.add_subparsers(dest="verb", required=True, metavar="VERB")
    for module in (setup_verbs, data_verbs, answer_verb, totals_verb, access_verbs):
        module.add_verbs(verbs)
    for verb in verbs.choices.values():
        verb.add_argument(
            "--language", choices=LANGUAGES, default=DEFAULT, help="language of what is printed"
        )
    return main


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb: 0 done, 1 data refused, 2 wrong usage."""
    options = parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:
        # The reader of a pipe has seen enough (`… | head`).
        sys.stderr.close()
        return 0
    except SQLAlchemyError as problem:
        if not isinstance(problem, UNREACHABLE) and type(problem) is not DatabaseError:
            raise  # a mistake of ours; the plain DatabaseError is a file that is no database
        reason = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
        text = Text("No se puede usar la base de datos de DATABASE_URL: {problem}", problem=reason)
    except Refusal as refusal:
        for sentence in refusal.texts:
            print(sentence.to(options.language), file=sys.stderr)
        return MISUSED if isinstance(refusal, Misuse) else REFUSED
    except OSError as problem:
        reason = f"{problem.filename}: {problem.strerror}"
        text = Text("No se puede abrir o escribir {problem}", problem=reason)
    print(text.to(options.language), file=sys.stderr)
    return MISUSED


if __name__ == "__main__":
    sys.exit(main())
