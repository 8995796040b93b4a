"""The parser of XML from outside: no document type, so no entity that grows or leads elsewhere."""

from __future__ import annotations

from typing import Any
from xml.parsers import expat


def strict_parser() -> Any:
    """Return a parser that raises ValueError at a document type; no office program writes one."""
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse
    return parser


def require_plain(content: bytes) -> None:
    """Raise ValueError for XML with a document type, and ExpatError for what is no XML."""
    strict_parser().Parse(content, True)


def _refuse(*_declared: object) -> None:
    raise ValueError("XML with a document type")
