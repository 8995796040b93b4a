"""What a client asks for: the question and scope of an address, the form and the page of rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.requests import Request

from components.reader_language import URL_KEY
from data_access.answers import QUESTIONS, Question
from data_access.language import Text
from data_access.scope import Scope, ScopeError
from server.api.responses import Problem

FORMAT, LIMIT, OFFSET = "format", "limit", "offset"
OWN = (URL_KEY, FORMAT, LIMIT, OFFSET)  # keys of an address that are no part of the scope
FORMS = ("json", "csv")
MOST = 10_000  # rows of one page
LARGEST = 10**9


@dataclass(frozen=True)
class Asked:
    """A question of an address: its name, scope, form, and which of its rows."""

    name: str
    scope: Scope
    form: str
    limit: int
    offset: int


def asked(request: Request) -> Asked:
    """Return what a request asks for; raise Problem if that cannot be asked."""
    name = known(request).name
    query: dict[str, str] = {}
    for key, value in request.query_params.multi_items():
        if key in query:
            raise Problem(422, Text("El filtro {key} está repetido.", key=key))
        query[key] = value
    own = {key: query.pop(key) for key in OWN if key in query}
    form = own.get(FORMAT, FORMS[0])
    if form not in FORMS:
        raise Problem(422, Text("El formato «{form}» no existe: use json o csv.", form=form))
    try:
        scope = Scope.from_query(query)
    except ScopeError as error:
        raise Problem(422, error.text) from None
    return Asked(name, scope, form, *_page(own))


def known(request: Request) -> Question:
    """Return the question that an address names; raise Problem if there is none."""
    name = request.path_params["name"]
    if name not in QUESTIONS:
        raise Problem(404, Text("No hay una respuesta con el nombre «{name}».", name=name))
    return QUESTIONS[name]


def _page(own: Mapping[str, str]) -> tuple[int, int]:
    limit, offset = _number(own, LIMIT, 1, MOST, MOST), _number(own, OFFSET, 0, LARGEST, 0)
    return limit, offset


def _number(own: Mapping[str, str], key: str, least: int, most: int, usual: int) -> int:
    value = own.get(key)
    if value is None:
        return usual
    plain = value.isascii() and value.isdecimal() and len(value) <= len(str(most))
    if not plain or not least <= int(value) <= most:
        raise Problem(
            422,
            Text(
                "{key} es un número entre {least} y {most}.",
                key=key,
                least=str(least),
                most=str(most),
            ),
        )
    return int(value)
