"""What came in so far, and taking a batch out again after seeing what that does."""

from __future__ import annotations

import streamlit as st

from components import address, ask, cards, dialogs, said
from components.language import _, current
from components.words import Joined, Listed, Moment, plain
from data_access import uploads
from data_access.language import Text
from data_access.records.invitations import Refused
from data_access.uploads import Batch, CannotUndo, Consequences
from data_access.viewer import Viewer

AT_ONCE = 10
WHERE = "batches"


def draw(viewer: Viewer) -> None:
    """The batches that the reader may see, the newest first."""
    st.subheader(_("Historia de cargas"), anchor=False)
    found, total = uploads.history(ask.engine(), viewer, AT_ONCE, address.page())
    if not found:
        cards.nothing(Text("Todavía no se ha cargado nada."))
    for at in said.in_list(WHERE, len(found)):
        batch = found[at]
        title = Text("Lote {batch}", batch=str(batch.number)).to(current())
        state = Text("deshecho") if batch.undone_at else None
        with cards.card(f"batch-{batch.number}", title, *_about(batch), mark=state):
            if batch.undone_at is None and st.button(_("Deshacer…"), key=f"undo-{batch.number}"):
                dialogs.show(_("Deshacer el lote"), _asked, viewer, batch.number, at)
    address.pager(total, AT_ONCE)


def _about(batch: Batch) -> list[Text]:
    files = Listed(Text("{name}", name=name) for name in batch.files)
    who = Text("{author}", author=batch.author) if batch.author else Text("alguien sin nombre")
    lines = [
        Text("{at}, por {who}: {files}.", at=Moment(batch.at), who=who, files=files),
    ]
    if batch.new is None:
        lines.append(Text("{count} fila.", "{count} filas.", batch.rows))
    else:
        lines.append(
            Text(
                "Filas nuevas: {new}; cambiadas: {changed}; iguales: {same}.",
                new=batch.new,
                changed=batch.changed,
                same=batch.same,
            )
        )
    if batch.undone_at:
        lines.append(Text("Deshecho: {at}.", at=Moment(batch.undone_at)))
    return lines


def _asked(viewer: Viewer, batch: int, at: int) -> None:
    """What undoing does, before it does it."""
    found = uploads.consequences(ask.engine(), batch, viewer)
    language = current()
    if found.reasons:
        st.markdown(_("El lote {batch} no se puede deshacer ahora:", batch=str(batch)))
        st.markdown("\n".join(f"- {plain(reason.to(language))}" for reason in found.reasons))
        return
    st.markdown(_("Si deshace el lote {batch}:", batch=str(batch)))
    st.markdown("\n".join(f"- {plain(text.to(language))}" for text in effects(found)))
    if st.button(_("Deshacer el lote"), type="primary", key="undo-now"):
        said.attempt(f"{WHERE}-{at}", lambda: _undone(viewer, batch))
        st.rerun()


def effects(found: Consequences) -> list[Text]:
    """What undoing does, in sentences."""
    parts = [
        Text(
            "Se borra {count} fila de {sheet}.", "Se borran {count} filas de {sheet}.", rows,
            sheet=sheet,
        )
        for sheet, rows in found.deleted.items()
    ]  # fmt: skip
    parts += [
        Text(
            "Vuelve a su valor anterior {count} fila de {sheet}.",
            "Vuelven a su valor anterior {count} filas de {sheet}.",
            rows,
            sheet=sheet,
        )
        for sheet, rows in found.restored.items()
    ]
    if not found.whole:
        parts.append(Text("Las filas sobre personas que trajo el lote vuelven a como estaban."))
    return parts or [Text("No cambia ninguna fila.")]


def _undone(viewer: Viewer, batch: int) -> Text:
    try:
        found = uploads.undo(ask.engine(), batch, viewer)
    except CannotUndo as problem:
        raise Refused(Joined(*problem.reasons)) from problem
    return Joined(Text("Lote {batch} deshecho.", batch=str(batch)), *effects(found))
