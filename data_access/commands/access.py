"""`invite`: a personal link for somebody who shall see more than the public."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import Any

from data_access.commands.printing import said
from data_access.database import engine_for, migrate, writing
from data_access.records.invitations import LASTS, Refused, invite
from data_access.viewer import ROLES, Grant

BASE_URL = "http://localhost:8501"


def add_verbs(verbs: Any) -> None:
    """Add this module's verb to the parser."""
    link = verbs.add_parser("invite", help="print a personal sign-in link")
    link.add_argument("email", metavar="EMAIL")
    link.add_argument("--role", required=True, choices=ROLES[1:])
    link.add_argument("--territory", metavar="CODE", help="the place of a leader")
    link.set_defaults(run=run_invite)


def run_invite(options: argparse.Namespace) -> int:
    """Print the link; whoever opens it and clicks once holds the role."""
    try:
        grant = Grant(options.role, options.territory)
    except ValueError:
        print(
            said(
                options,
                "El rol {role} no admite el territorio «{territory}»: un líder necesita un código "
                "DPA y los demás roles ninguno.",
                role=options.role,
                territory=options.territory or "",
            ),
            file=sys.stderr,
        )
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
