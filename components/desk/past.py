"""The history of uploads, batch by batch, and the undo of one after its consequences are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

import streamlit as st
from babel.dates import format_date

from components import flash, guard
from components.desk import approving, door, held, publishing, route
from components.desk.door import Batch, Consequences
from components.markup import plain
from components.reader_language import _, current
from components.words import Count, Listed, locale_of
from data_access.clock import TIMEZONE
from data_access.language import Text
from data_access.viewer import Viewer, brings_any_data

MOST = 10  # batches a page
LOOKED_AT, WHERE = "desk-consequences", approving.WHERE


def render(viewer: Viewer) -> None:
    """Render a page of batches, newest first."""
    flash.show(WHERE)
    total = door.number_of_batches(viewer)
    pages = max(1, -(-total // MOST))
    page = min(route.page(), pages)
    found = door.batches(viewer, MOST, (page - 1) * MOST)
    asked = route.batch()
    st.header(headline(total, viewer).to(current()), anchor=False)
    if asked is not None and asked not in {batch.number for batch in found}:
        # A link to a batch stays valid whichever page the batch is on now.
        found = [*door.batch(viewer, asked), *found]
    if page == 1:
        # What waits for a decision comes first, however long ago it was brought.
        listed = {batch.number for batch in found}
        waits = [number for number in door.undecided(viewer) if number not in listed]
        found = [*(b for number in waits[:MOST] for b in door.batch(viewer, number)), *found]
    told_still = door.told_still(found, viewer)
    for batch in found:
        entry(batch, viewer, batch.number == asked, told_still)
    if pages > 1:
        leaf(page, pages)


def headline(total: int, viewer: Viewer) -> Text:
    """Return how many batches were stored."""
    if not total:
        return Text("Todavía no se ha cargado nada")
    if brings_any_data(viewer):
        return Text("Se ha cargado {count} lote", "Se han cargado {count} lotes", total)
    return Text("Usted ha cargado {count} lote", "Usted ha cargado {count} lotes", total)


def leaf(page: int, pages: int) -> None:
    """Render the buttons to the previous and next page."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            _("Más recientes"),
            disabled=page <= 1,
            on_click=route.go,
            args=(True, page - 1),
            key="desk-newer",
        )
        st.markdown(_("Página {page} de {pages}", page=page, pages=pages), width="content")
        st.button(
            _("Más antiguos"),
            disabled=page >= pages,
            on_click=route.go,
            args=(True, page + 1),
            key="desk-older",
        )


def entry(batch: Batch, viewer: Viewer, opened: bool, told_still: Collection[int] = ()) -> None:
    """Render one batch: who, when, which files, how many rows, and whether it is undone.

    `told_still`: the batches that are undone and that readers of the release are told yet.
    """
    number = str(batch.number)
    with st.container(border=True, key=f"desk-batch-{number}"):
        st.markdown(f"**{_('Lote {batch}', batch=number)}** · {plain(moment(batch.at))}")
        st.markdown(plain(", ".join(batch.files)))
        st.caption(
            _("{rows} Cargado por {author}.", rows=counts(batch), author=plain(batch.author or "—"))
        )
        if batch.evidence:
            st.caption(_("Se apoya en: {evidence}", evidence=plain(batch.evidence)))
        if batch.waiting is not None and batch.undone_at is None:
            approving.render(batch, viewer)
        if batch.held and batch.undone_at is None:
            held.render(batch, viewer)
        if batch.undone_at is not None:
            st.markdown(_("**Deshecho** el {at}.", at=plain(moment(batch.undone_at))))
            if batch.number in told_still:
                publishing.after_undo(number, viewer, WHERE)
        elif opened:
            undoing(batch.number, viewer)
        else:
            st.button(
                _("Deshacer el lote {batch}…", batch=number),
                on_click=route.go,
                args=(True, route.page(), batch.number),
                key=f"desk-undo-{number}",
            )


def moment(at: dt.datetime) -> str:
    """Return a moment in Ecuador's time."""
    local = at.astimezone(TIMEZONE)
    return f"{format_date(local, locale=locale_of(current()))}, {local:%H:%M}"


def counts(batch: Batch) -> Text:
    """Return what the rows of a batch changed, as far as it may be disclosed to the viewer."""
    if batch.new is None or batch.changed is None or batch.same is None:
        return Text("{count} fila.", "{count} filas.", batch.rows)
    if batch.held:
        return Text(
            "Filas nuevas: {new}; cambiadas: {changed}; iguales: {same}; apartadas: {held}.",
            new=batch.new,
            changed=batch.changed,
            same=batch.same,
            held=batch.held,
        )
    return Text(
        "Filas nuevas: {new}; cambiadas: {changed}; iguales: {same}.",
        new=batch.new,
        changed=batch.changed,
        same=batch.same,
    )


def undoing(batch: int, viewer: Viewer) -> None:
    """Render what undoing the batch would change, or why it cannot be; then a second button."""
    held = st.session_state.get(LOOKED_AT)
    if held is None or held[0] != batch:
        with st.spinner(_("Viendo qué pasaría…")):
            held = (batch, door.consequences(batch, viewer))
        st.session_state[LOOKED_AT] = held
    found: Consequences = held[1]
    language, number = current(), str(batch)
    if found.reasons:
        st.warning(_("Este lote no se puede deshacer ahora:"))
        st.markdown("\n".join(f"- {plain(reason.to(language))}" for reason in found.reasons))
    else:
        st.warning(_("Si deshace el lote {batch}:", batch=number))
        st.markdown("\n".join(f"- {line.to(language)}" for line in told(found)))
    with st.container(horizontal=True):
        if not found.reasons:
            st.button(
                _("Sí, deshacer el lote {batch}", batch=number),
                type="primary",
                on_click=take_out,
                args=(batch,),
                key="desk-undo-yes",
            )
        st.button(_("No, dejarlo como está"), on_click=leave, key="desk-undo-no")


def told(found: Consequences) -> list[Text]:
    """Return the consequences in sentences."""
    said = []
    if found.deleted:
        said.append(Text("se borran filas: {rows};", rows=_by_sheet(found.deleted)))
    if found.restored:
        said.append(Text("vuelven a lo que eran filas: {rows};", rows=_by_sheet(found.restored)))
    if not found.whole:
        said.append(
            Text(
                "las filas de personas que trajo se borran o vuelven a lo que eran; para "
                "protegerlas no se dice cuántas;"
            )
        )
    if not said:
        said.append(Text("no cambia ninguna fila;"))
    return [*said, Text("los archivos se pueden cargar otra vez.")]


def _by_sheet(rows: dict[str, int]) -> Listed:
    return Listed(
        Text("{number} de {sheet}", number=Count(count), sheet=sheet)
        for sheet, count in sorted(rows.items())
    )


def take_out(batch: int) -> None:
    """Undo the batch with the viewer's current roles: one may have been withdrawn meanwhile."""
    leave()

    def act() -> Text:
        if door.take_out(batch, guard.viewer()).waiting:
            return Text(
                "Se pidió deshacer el lote {batch}: habla de personas, y queda como está hasta que "
                "el equipo de seguimiento lo decida.",
                batch=str(batch),
            )
        return Text("El lote {batch} quedó deshecho.", batch=str(batch))

    flash.attempt(WHERE, act)


def leave() -> None:
    """Close the batch that is open."""
    st.session_state.pop(LOOKED_AT, None)
    route.go(True, route.page())
