"""`invite`: a personal link for somebody who is to see more than the public."""

from __future__ import annotations

import argparse
import getpass
import sys

from data_access.auth import link_delivery
from data_access.auth.invitations import LASTS, invite
from data_access.commands.terminal import said
from data_access.database import engine_for, migrate
from data_access.language import Text
from data_access.transaction import NOTHING, transaction
from data_access.viewer import BELONGS, Grant

# What each role needs beside it.
NEEDED = {
    "leader": Text("Un líder necesita su lugar: --territory con un código DPA, por ejemplo 1308."),
    "juror": Text("Un miembro del jurado necesita su edición: --edition con su código."),
    "secretary": Text("Una secretaría necesita su premio: --award EMPRESAS o --award ENTIDADES."),
}
NOTHING_NEEDED = Text("Este rol es de todo el programa: no lleva lugar, edición ni premio.")


def granted(options: argparse.Namespace) -> Grant:
    """Return the role that the options describe; raise ValueError for a missing or extra option."""
    given = {kind: getattr(options, kind) for kind in BELONGS.values()}
    of = given.pop(BELONGS.get(options.role, ""), None)
    if any(given.values()):
        raise ValueError("this role belongs to something else")
    return Grant(options.role, of)


def run_invite(options: argparse.Namespace) -> int:
    """Send the link, or print it; whoever opens it and clicks once holds the role."""
    try:
        grant = granted(options)
    except ValueError:
        print(NEEDED.get(options.role, NOTHING_NEEDED).to(options.language), file=sys.stderr)
        return 2
    engine = engine_for()
    migrate(engine)
    by = options.by or getpass.getuser()
    with transaction(engine, by, touches=NOTHING) as connection:
        token = invite(connection, options.email, grant, by)
    if options.print:
        made = link_delivery.Delivery(link_delivery.invitation_link(token))
    else:
        made = link_delivery.deliver(engine, token)
    if made.sent:
        print(said(options, "La invitación se envió a {email}.", email=options.email))
        return 0
    if made.problem is not None:
        print(made.problem.to(options.language), file=sys.stderr)
    print(made.link)
    print(
        said(
            options,
            "Envíelo solo a esa persona: sirve una vez y vence en {days} días.",
            days=LASTS.days,
        ),
        file=sys.stderr,
    )
    return 0
