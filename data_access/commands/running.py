"""Running of one verb: an error outside the program is a message, never a traceback."""

from __future__ import annotations

import argparse
import sys
from pkgutil import resolve_name

from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    InterfaceError,
    OperationalError,
    SQLAlchemyError,
)

from data_access.language import Text
from data_access.refusal import Misuse, NotSaved, Refusal

REFUSED, MISUSED = 1, 2
UNREACHABLE = (OperationalError, InterfaceError, ArgumentError)


def run(options: argparse.Namespace) -> int:
    """Run the verb of the options: 0 done, 1 data refused, 2 wrong usage."""
    try:
        return int(resolve_name(f"data_access.commands.{options.run}")(options))
    except BrokenPipeError:
        # The reader of a pipe has seen enough (`… | head`).
        sys.stderr.close()
        return 0
    except SQLAlchemyError as problem:
        if not isinstance(problem, UNREACHABLE) and type(problem) is not DatabaseError:
            raise  # a bug of the program; the plain DatabaseError is a file that is no database
        reason = str(getattr(problem, "orig", None) or problem).strip().splitlines()[0]
        text = Text("No se puede usar la base de datos de DATABASE_URL: {problem}", problem=reason)
    except Refusal as refusal:
        for sentence in refusal.texts:
            print(sentence.to(options.language), file=sys.stderr)
        return MISUSED if isinstance(refusal, Misuse | NotSaved) else REFUSED
    except OSError as problem:
        reason = f"{problem.filename}: {problem.strerror}"
        text = Text("No se puede abrir o escribir {problem}", problem=reason)
    print(text.to(options.language), file=sys.stderr)
    return MISUSED
