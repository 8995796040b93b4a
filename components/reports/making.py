"""A report, made: which kinds there are, in which forms, and their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from components import ask, labels
from components.downloads import EXCEL, slug
from components.reports import framework_lines
from components.reports.framework_lines import Progress
from data_access.answers import about_people
from data_access.auth import sign_in
from data_access.language import Text
from data_access.scope import Scope
from data_access.viewer import Viewer, sees_exact_people

FRAMEWORK, BRIEFING = "framework", "briefing"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
# Each form with its name, its media type, and the function that writes it, loaded when wanted.
FORMS: Mapping[str, Mapping[str, tuple[Text, str, str]]] = {
    BRIEFING: {
        "pdf": (Text("PDF"), "application/pdf", "pdf:as_pdf"),
        "docx": (Text("Word"), WORD, "briefing_word:as_word"),
        "pptx": (Text("PowerPoint"), SLIDES, "slides:as_slides"),
    },
    FRAMEWORK: {
        "xlsx": (Text("Excel"), EXCEL, "framework_excel:as_excel"),
        "docx": (Text("Word"), WORD, "framework_word:as_word"),
    },
}
WRITING = Text("Escribiendo el archivo")


@dataclass(frozen=True)
class Order:
    """What is asked for: a kind of report in a form, of a scope, for a reader, in a language."""

    kind: str
    form: str
    scope: Scope
    viewer: Viewer
    language: str
    places: tuple[str, ...] = ()

    @property
    def file_name(self) -> str:
        """A name such as `m4sd-briefing_1308-manta_2025_es.pdf`."""
        from components import scope_bar

        place = slug(labels.place(self.scope.territory).to(self.language))
        dated = self.scope.start or self.scope.end
        span = scope_bar.period_in_words(self.scope).to(self.language) if dated else ""
        parts = [f"m4sd-{self.kind}", f"{self.scope.territory}-{place}", slug(span), self.language]
        return "_".join(filter(None, parts)) + f".{self.form}"


def made(order: Order, progress: Progress) -> bytes:
    """Return the file of an order; raise ValueError where there is no such report."""
    if order.form not in FORMS.get(order.kind, {}):
        raise ValueError(f"no report {order.kind!r} as {order.form!r}")
    _name, _type, writer = FORMS[order.kind][order.form]
    module, _, function = writer.partition(":")
    write: Callable[..., bytes] = getattr(import_module(f"components.reports.{module}"), function)
    if order.kind == FRAMEWORK:
        file = write(_framework(order, progress), order.language)
    elif order.kind == BRIEFING:
        file = write(_briefing(order, progress))
    else:
        raise ValueError(f"nothing gathers a report {order.kind!r}")
    progress(1.0, Text("Listo"))
    return file


def for_command(
    asked: tuple[str, str, list[Scope], Viewer, str], named: bool, progress: Progress
) -> tuple[str, bytes]:
    """Return the name and content of what the command line asks for: kind, form, scopes, reader,
    language. `named`: its places alone, and not those in them.
    """
    kind, form, scopes, viewer, language = asked
    places = tuple(scope.territory for scope in scopes) if named else ()
    order = Order(kind, form, scopes[0], viewer, language, places)
    return order.file_name, made(order, progress)


def logged(order: Order, file: bytes) -> bytes:
    """Return a file that is made, once its exact figures about people are logged as taken away.

    Raise Refusal if they cannot be logged, since the reader may no longer see them.
    """
    if sees_exact_people(order.viewer) and about_people("indicators.framework"):
        query = {**order.scope.to_query(), "report": order.kind}
        sign_in.note_exact_export(
            ask.engine(), order.viewer.name, "indicators.framework", order.form, query
        )
    return file


def _briefing(order: Order, progress: Progress) -> Any:
    from components.reports import briefing

    told = briefing.compose(order.scope, order.viewer, order.language, progress)
    progress(0.85, WRITING)
    return told


def _framework(order: Order, progress: Progress) -> Any:
    def asking(name: str, scope: Scope) -> Any:
        return ask.answer(name, scope, order.viewer)

    def part(share: float, said: Text) -> None:
        progress(share * 0.95, said)

    place = order.scope.territory
    places = order.places or framework_lines.places_of(place)
    spans = framework_lines.spans_of(ask.day(order.viewer))
    if order.scope.start or order.scope.end:
        spans = ((order.scope.start, order.scope.end),)  # type: ignore[assignment]
    return framework_lines.gather(asking, places, spans, part)
