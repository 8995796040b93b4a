"""`invite`: a personal link for somebody who shall see more than the public."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import Any

from data_access.commands.printing import said
from data_access.database import engine_for, migrate, writing
from data_access.language import Text
from data_access.lists import AWARD
from data_access.records.invitations import LASTS, Refused, invite
from data_access.viewer import BELONGS, ROLES, Grant

BASE_URL = "http://localhost:8501"


def add_verbs(verbs: Any) -> None:
    """Add this module's verb to the parser."""
    link = verbs.add_parser("invite", help="print a personal sign-in link")
    link.add_argument("email", metavar="EMAIL")
    link.add_argument("--role", required=True, choices=ROLES[1:])
    of = link.add_mutually_exclusive_group()
    of.add_argument("--territory", metavar="CODE", help="the place of a leader")
    of.add_argument("--edition", metavar="CODE", help="the edition of a juror")
    of.add_argument("--award", choices=AWARD, help="the award of a secretary")
    link.set_defaults(run=run_invite)


# What each role needs beside it.
NEEDED = {
    "leader": Text("Un líder necesita su lugar: --territory con un código DPA, por ejemplo 1308."),
    "juror": Text("Un miembro del jurado necesita su edición: --edition con su código."),
    "secretary": Text("Una secretaría necesita su premio: --award EMPRESAS o --award ENTIDADES."),
}
NOTHING_NEEDED = Text("Este rol es de todo el programa: no lleva lugar, edición ni premio.")


def granted(options: argparse.Namespace) -> Grant:
    """The role that the options describe; ValueError where something is missing or too much."""
    given = {kind: getattr(options, kind) for kind in BELONGS.values()}
    of = given.pop(BELONGS.get(options.role, ""), None)
    if any(given.values()):
        raise ValueError("this role belongs to something else")
    return Grant(options.role, of)


def run_invite(options: argparse.Namespace) -> int:
    """Print the link; whoever opens it and clicks once holds the role."""
    try:
        grant = granted(options)
    except ValueError:
        print(NEEDED.get(options.role, NOTHING_NEEDED).to(options.language), file=sys.stderr)
        return 2
    engine = engine_for()
    migrate(engine)
    try:
        with writing(engine) as connection:
            token = invite(connection, options.email, grant, getpass.getuser())
    except Refused as problem:
        print(problem.text.to(options.language), file=sys.stderr)
        return 2
    print(f"{os.environ.get('BASE_URL', BASE_URL).rstrip('/')}/invite/{token}")
    print(
        said(
            options,
            "Envíelo solo a esa persona: sirve una vez y vence en {days} días.",
            days=LASTS.days,
        ),
        file=sys.stderr,
    )
    return 0
