"""The press before a ranking, on the command line: `--open-ranking`, which is logged."""

from __future__ import annotations

import argparse
import getpass
from dataclasses import replace

from sqlalchemy import Engine

from data_access.answers import QUESTIONS
from data_access.answers.awards import jury
from data_access.awards import reweighing
from data_access.language import Text
from data_access.refusal import Refusal
from data_access.scope import Scope
from data_access.viewer import Viewer, oversees

# Severities with them: that of a juror with one sheet tells where it puts a nomination.
RANKINGS = {"awards.ranking", "awards.earlier_ranking", "awards.sensitivity", "awards.jurors"}


def require_opened(
    engine: Engine, options: argparse.Namespace, viewer: Viewer, scope: Scope
) -> None:
    """Raise Refusal if a ranking without result is asked for that this person has not opened.

    As on the jury desk, who opens it is logged, and neither requests nor confirms other weights.
    """
    if options.name not in RANKINGS:
        return
    QUESTIONS[options.name].check(scope)
    with engine.connect() as connection:
        call = jury.chosen(connection, viewer, scope)
    if call is None or call.published_at is not None:
        return
    if not oversees(viewer, call.award, call.code):
        return  # who gets nothing before publication has nothing to open
    who = replace(viewer, name=getpass.getuser())
    if options.open_ranking:
        reweighing.open_ranking(engine, who, call.code)
        return
    with engine.connect() as connection:
        if reweighing.has_opened(connection, who, call.code):
            return
    raise Refusal(
        Text(
            "La clasificación de {edition} todavía no se ha abierto. Con --open-ranking se abre y "
            "queda en el registro: quien la vio ya no pide ni confirma un cambio de pesos.",
            edition=call.code,
        )
    )
