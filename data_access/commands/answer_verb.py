"""`answer`: any answer a page can show, as a given reader would get it."""

from __future__ import annotations

import argparse
import sys

from data_access.commands import ranking_opening
from data_access.commands.terminal import print_json, said
from data_access.database import engine_for, migrate
from data_access.releases import reading
from data_access.scope import Scope
from data_access.viewer import BELONGS, ROLES, Viewer

# What a role may belong to, in the sentence that says how roles are written.
EXAMPLES = {"territory": "1308", "edition": "EMP-2026", "award": "EMPRESAS"}


def run_answer(options: argparse.Namespace) -> int:
    """Ask and print; a question that cannot be asked is wrong usage."""
    pairs = [pair.partition("=") for pair in options.where]
    where: dict[str, str] = {}
    for key, sign, value in pairs:
        if not sign:
            print(
                said(options, "Escriba --where clave=valor, no «{key}».", key=key), file=sys.stderr
            )
            return 2
        if key in where:
            print(said(options, "El filtro {key} está repetido.", key=key), file=sys.stderr)
            return 2
        where[key] = value
    viewer = reader(options)
    if viewer is None:
        return 2
    engine = engine_for()
    migrate(engine)
    scope = Scope.from_query(where)
    ranking_opening.require_opened(engine, options, viewer, scope)
    answer = reading.answer(engine, options.name, viewer, scope)
    if options.json:
        print_json(answer.to_json(options.language))
        return 0
    print(answer.definition.meaning.to(options.language))
    print(answer.frame.to_string(index=False, na_rep="–"))
    if answer.release is not None:
        print(said(options, "Publicado el {day}.", day=answer.release.day))
    for note in answer.notes:
        print(note.to(options.language))
    return 0


def reader(options: argparse.Namespace) -> Viewer | None:
    """Return the reader that `--as` names; None, with a sentence, for what is no role."""
    try:
        return Viewer.parse(options.viewer)
    except ValueError:
        roles = ", ".join(f"{r}:{EXAMPLES[BELONGS[r]]}" if r in BELONGS else r for r in ROLES)
        sentence = said(
            options,
            "No se entiende el rol «{role}»: escriba {roles}.",
            role=options.viewer,
            roles=roles,
        )
        print(sentence, file=sys.stderr)
        return None
