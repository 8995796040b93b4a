"""`report`: a briefing or the results framework as a file, as the pages give it.

Documents are made of what pages say, which is a matter of screens and not of data: the verb finds
their maker by its name, when it is run, and is the one place of this room that knows it.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from pkgutil import resolve_name

from data_access import periods
from data_access.commands.answer_verb import reader
from data_access.commands.terminal import progress, said
from data_access.database import engine_for, migrate
from data_access.releases import reading
from data_access.scope import Scope
from data_access.viewer import Viewer

FORMS = {"briefing": ("pdf", "docx", "pptx"), "framework": ("xlsx", "docx")}
MAKER = "components.reports.making:for_command"


def run_report(options: argparse.Namespace) -> int:
    """Write a report; what is asked for wrongly is a sentence, and what it takes is loaded last."""
    viewer = reader(options)
    if viewer is None:
        return 2
    forms = FORMS[options.kind]
    form = options.format or forms[0]
    if form not in forms:
        sentence = said(options, "Este informe se hace como {forms}.", forms=", ".join(forms))
        print(sentence, file=sys.stderr)
        return 2
    migrate(engine_for())
    scopes = [_scope(options, place, viewer) for place in options.place or ["EC"]]
    if len(scopes) > 1 and options.kind == "briefing":
        print(said(options, "Un informe breve es de un solo lugar."), file=sys.stderr)
        return 2
    with progress(options.language) as say:
        order = (options.kind, form, scopes, viewer, options.language)
        name, file = resolve_name(MAKER)(order, bool(options.place), say)
    target: Path = options.output or Path(name)
    target.write_bytes(file)
    print(target)
    return 0


def _scope(options: argparse.Namespace, place: str, viewer: Viewer) -> Scope:
    """Return the scope asked for; raise ScopeError if this reader may not ask for it."""
    query = {"territory": place, "from": options.start, "until": options.until}
    scope = Scope.from_query({key: value for key, value in query.items() if value})
    if scope.start or scope.end:
        periods.require_allowed(viewer, scope, reading.day_for(engine_for(), viewer))
    return scope
