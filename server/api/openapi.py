"""The OpenAPI description of the API, made from the declared questions and columns."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from data_access.answers import QUESTIONS, Question
from data_access.language import LANGUAGES
from data_access.scope import DIMENSIONS
from server.api import described
from server.api.asked import FORMAT, FORMS, LARGEST, LIMIT, MOST, OFFSET

PROBLEMS = {
    "401": "The token is not valid, or no longer",
    "404": "There is none",
    "422": "What is asked cannot be understood, or not be asked",
    "429": "Too many requests",
    "503": "Not readable now",
}
LANGUAGE = {
    "name": "lang",
    "in": "query",
    "description": "Language of what is said; else that of Accept-Language, else Spanish.",
    "schema": {"type": "string", "enum": list(LANGUAGES)},
}
# The parts of a document that do not come from questions.
FIXED = {
    "/questions": ("questions", "Every question in short"),
    "/places": ("places", "Codes of places"),
    "/openapi.json": ("openapi", "This description"),
    "/datapackage.json": ("datapackage", "The tables of the data package"),
}


@cache
def document() -> dict[str, Any]:
    """Return the whole description."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "M4SD Ecuador observatory",
            "version": _version(),
            "summary": "What a visitor of the pages can see, with definitions; with a token, more.",
            "description": (
                "Figures about people pass disclosure control: groups of fewer than 5 have no "
                "number, and the others vary by a few. A cell without a number is null, and the "
                "row's flag says why."
            ),
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/api/v1"}],
        "paths": {
            **{path: _fixed(*said) for path, said in FIXED.items()},
            "/questions/{name}": _question(),
            "/datapackage.zip": _zip(),
            **{f"/answers/{name}": _answer(QUESTIONS[name]) for name in sorted(QUESTIONS)},
        },
        "components": {
            "schemas": {"Problem": PROBLEM},
            "responses": {code: _problem(said) for code, said in PROBLEMS.items()},
            "securitySchemes": {"token": TOKEN},
        },
    }


TOKEN = {
    "type": "http",
    "scheme": "bearer",
    "description": (
        "A personal token of a leader, a monitor or an administrator, issued and revoked on the "
        "page of their session: the answer is then what they see, by their roles of that moment."
    ),
}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string"},
    },
}


def _version() -> str:
    try:
        return version("m4sd-ecuador")
    except PackageNotFoundError:
        return "1"


def _problem(said: str) -> dict[str, Any]:
    return {
        "description": said,
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }


def _responses(given: dict[str, Any], *codes: str) -> dict[str, Any]:
    return {
        "200": given,
        "304": {"description": "Not changed since the ETag that was sent"},
        **{code: {"$ref": f"#/components/responses/{code}"} for code in codes},
    }


def _json(said: str, schema: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "description": said,
        "content": {"application/json": {"schema": schema or {"type": "object"}}},
    }


def _fixed(name: str, said: str) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": said,
            "parameters": [LANGUAGE],
            "responses": _responses(_json(said), "429", "503"),
        }
    }


def _question() -> dict[str, Any]:
    known = {"type": "string", "enum": sorted(QUESTIONS)}
    return {
        "get": {
            "operationId": "question",
            "summary": "A question with its definition and columns",
            "parameters": [
                {"name": "name", "in": "path", "required": True, "schema": known},
                LANGUAGE,
            ],
            "responses": _responses(_json("The question"), "404", "429", "503"),
        }
    }


def _zip() -> dict[str, Any]:
    given = {"description": "The data package", "content": {"application/zip": {}}}
    return {
        "get": {
            "operationId": "datapackage_zip",
            "summary": "All tables in one file, described as a Frictionless data package",
            "parameters": [LANGUAGE],
            "responses": _responses(given, "429", "503"),
        }
    }


def _answer(question: Question) -> dict[str, Any]:
    rows = {
        "type": "array",
        "items": {
            "type": "object",
            "properties": {c.name: described.schema(c) for c in described.columns(question)},
        },
    }
    body = {
        "type": "object",
        "required": ["name", "definition", "rows", "total"],
        "properties": {
            "name": {"const": question.name},
            "definition": {"type": "string"},
            "as_of": {"type": ["string", "null"], "format": "date"},
            "n": {"type": ["integer", "null"]},
            "synthetic": {"type": "boolean"},
            "release": {"type": ["object", "null"]},
            "total": {"type": "integer"},
            "rows": rows,
        },
    }
    given = _json(question.title.to("en"), body)
    given["content"]["text/csv"] = {"schema": {"type": "string"}}
    return {
        "get": {
            "operationId": question.name.replace(".", "_"),
            "summary": question.title.to("en"),
            "description": question.definition.meaning.to("en"),
            "parameters": _parameters(question),
            "security": [{}, {"token": []}],
            "responses": _responses(given, "401", "422", "429", "503"),
        }
    }


def _parameters(question: Question) -> list[dict[str, Any]]:
    """Return the keys of an address that a question reads."""
    found = [_query("territory", "A code of /places; else the whole country", None)]
    if question.periods:
        day = {"type": "string", "format": "date"}
        found += [
            {**_query("from", "First day of a whole period", None), "schema": day},
            {**_query("until", "First day after the period", None), "schema": day},
        ]
    for key in sorted(question.filters):
        found.append(_query(key, described.named(key), described.choices(key)))
    by = [name for name in DIMENSIONS if name in question.by]
    if by:
        said = f"Rows apart by at most {question.max_by} of these, with commas between"
        found.append(_query("by", f"{said}: {', '.join(by)}", None))
    number = {"type": "integer", "minimum": 0, "maximum": LARGEST}
    return [
        *found,
        LANGUAGE,
        _query(FORMAT, "How rows are written", list(FORMS)),
        {
            **_query(LIMIT, "Rows of a page", None),
            "schema": {**number, "minimum": 1, "maximum": MOST},
        },
        {**_query(OFFSET, "Rows before the page", None), "schema": number},
    ]


def _query(name: str, said: str, choices: list[str] | None) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    if choices:
        schema["enum"] = choices
    return {"name": name, "in": "query", "description": said, "schema": schema}
