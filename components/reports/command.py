"""`report` of the command line: the same reports as the pages' button gives."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from components import ask
from components.reports.making import FORMS, Order, made
from data_access import periods
from data_access.commands.answer_verb import EXAMPLES
from data_access.commands.terminal import progress, said
from data_access.database import migrate
from data_access.scope import Scope
from data_access.viewer import BELONGS, ROLES, Viewer


def run(options: argparse.Namespace) -> int:
    """Write a report into a file; wrong usage is a sentence."""
    try:
        viewer = Viewer.parse(options.viewer)
    except ValueError:
        roles = ", ".join(f"{r}:{EXAMPLES[BELONGS[r]]}" if r in BELONGS else r for r in ROLES)
        sentence = said(
            options,
            "No se entiende el rol «{role}»: escriba {roles}.",
            role=options.viewer,
            roles=roles,
        )
        print(sentence, file=sys.stderr)
        return 2
    if options.format not in FORMS[options.kind]:
        forms = ", ".join(FORMS[options.kind])
        print(said(options, "Este informe se hace como {forms}.", forms=forms), file=sys.stderr)
        return 2
    migrate(ask.engine())
    places = options.place or ["EC"]
    scopes = [_scope(options, place, viewer) for place in places]
    order = Order(
        options.kind,
        options.format,
        scopes[0],
        viewer,
        options.language,
        tuple(places) if options.place and options.kind == "framework" else (),
    )
    with progress(options.language) as say:
        file = made(order, say)
    target: Path = options.output or Path(order.file_name)
    target.write_bytes(file)
    print(target)
    return 0


def _scope(options: argparse.Namespace, place: str, viewer: Viewer) -> Scope:
    """Return the scope asked for; raise Misuse if this reader may not ask for it."""
    query = {"territory": place, "from": options.start, "until": options.until}
    scope = Scope.from_query({key: value for key, value in query.items() if value})
    if scope.start or scope.end:
        periods.require_allowed(viewer, scope, ask.day(viewer))
    return scope
