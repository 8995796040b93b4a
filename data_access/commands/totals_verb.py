"""`totals`: the numbers of people that may be published exactly, and their release."""

from __future__ import annotations

import argparse
import getpass
from dataclasses import replace

from data_access.commands.terminal import print_json, said
from data_access.database import engine_for, migrate
from data_access.language import Text
from data_access.official_totals import Verdict
from data_access.programme import official_totals_release
from data_access.territory import name
from data_access.viewer import ADMINISTRATOR


def run_totals(options: argparse.Namespace) -> int:
    """Audit a year's totals; with --release publish to everybody those that may be."""
    engine = engine_for()
    migrate(engine)
    # Whoever has the shell can read the database anyway.
    viewer = replace(ADMINISTRATOR, name=getpass.getuser())
    act = official_totals_release.release if options.release else official_totals_release.preview
    found = act(engine, viewer, options.year, options.measure)
    if options.json:
        print_json([as_json(verdict, options.language) for verdict in found])
        return 0
    for verdict in found:
        reason = verdict.reason or Text("Se publica.")
        print(
            said(
                options,
                "{code}  {place}: {persons}. {reason}",
                code=verdict.place,
                place=name(verdict.place),
                persons=verdict.persons,
                reason=reason,
            )
        )
    ready = sum(verdict.releasable for verdict in found)
    if options.release:
        print(said(options, "Totales publicados: {count}.", count=ready))
    else:
        print(said(options, "Totales por publicar: {count}.", count=ready))
    return 0


def as_json(verdict: Verdict, language: str) -> dict[str, object]:
    """Return the verdict on one place as JSON."""
    return {
        "territory": verdict.place,
        "persons": verdict.persons,
        "released": verdict.releasable,
        "reason": verdict.reason and verdict.reason.to(language),
    }
