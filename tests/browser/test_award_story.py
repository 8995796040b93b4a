"""An award from its call to its published result, as the people in it walk through it in Spanish.

One of each walks in the browser: the secretariat, an organisation, a juror, the public. What others
do beside them goes through the records that the pages use.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Locator, Page
from sqlalchemy import Engine, select, update

from data_access import clock
from data_access.auth import sign_in
from data_access.awards import (
    conflicts,
    eligibility,
    evidence,
    juror_tasks,
    jurors,
    nominations,
    scoring,
    submitting,
)
from data_access.awards.rubrics import ready
from data_access.awards.scoring import ScoreEntry
from data_access.database import engine_for
from data_access.lists import ELIGIBILITY
from data_access.tables import Edition, Nomination
from data_access.viewer import Grant, Viewer
from tests.browser.conftest import NARROW, WIDE, Reader, reader
from tests.browser.jurors import entered
from tests.sampling import sampled
from tests.serving import serving
from tests.writing import writing

pytestmark = pytest.mark.browser
SECRETARY = Viewer(frozenset({Grant("administrator")}), "demo-administrator@example.org")
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCB2kUIOwAAAABJRU5ErkJggg=="
)
REFUSED = (
    ("programa.pdf", b"MZ" + bytes(64), "el contenido debe ser lo que dice el nombre"),
    (
        "telefono.heic",
        b"\0\0\0\x18ftypheic\0\0\0\0mif1heic",
        "en el teléfono, expórtela o compártala como JPEG",
    ),
    (
        "grande.jpg",
        b"\xff\xd8\xff" + bytes(evidence.LARGEST),
        "guarde una copia más pequeña",
    ),
)
# One way to be refused in every run, all in `make test-all`; each is a test of
# `data_access/awards/test_nominations.py`, too.
REFUSED_OF = {"EMPRESAS": 1, "ENTIDADES": len(REFUSED)}
NAMES = {"EMPRESAS": "Premio municipal 2031", "ENTIDADES": "Migración y desarrollo 2031"}
MINE = "Contratar sin papeles de más"


@dataclass
class Story:
    """One edition in one database."""

    url: str
    engine: Engine
    award: str
    code: str

    @property
    def criteria(self) -> list[str]:
        return [criterion.code for criterion in ready(self.award).criteria]

    def passes(self, **moments: dt.datetime) -> None:
        """Time goes by: a date of the edition comes to lie elsewhere."""
        with writing(self.engine, "awards") as connection:
            change = update(Edition).where(Edition.code == self.code)
            connection.execute(change.values(**moments))

    def nominated(self, title: str) -> str:
        """Another organisation's nomination, handed in."""
        made = nominations.start(self.engine, self.code, "otra@example.org")
        fields = {"title": title, "organisation": "Otra", "canton_code": "2301", "summary": "S"}
        nominations.save(self.engine, made.token, 0, fields)
        for criterion in self.criteria:
            nominations.save_answer(self.engine, made.token, criterion, 0, "Texto")
        nominations.submit(self.engine, made.token, "1")
        return made.code

    def code_of(self, title: str) -> str:
        with self.engine.connect() as connection:
            query = select(Nomination.code).filter_by(edition_code=self.code, title=title)
            return str(connection.scalar(query))


@pytest.fixture(params=sampled(["EMPRESAS", "ENTIDADES"], "EMPRESAS"))
def story(request: pytest.FixtureRequest, demo_file: Path, tmp_path: Path) -> Iterator[Story]:
    path = tmp_path / "story.db"
    shutil.copy(demo_file, path)
    with serving(f"sqlite:///{path}", EVIDENCE_URL=str(tmp_path / "evidence")) as url:
        engine = engine_for(f"sqlite:///{path}")
        yield Story(url, engine, request.param, f"{request.param[:3]}-2031")
        engine.dispose()


def press(one: Reader, name: str) -> None:
    one.page.get_by_role("button", name=name, exact=True).click()
    one.page.wait_for_timeout(300)
    one.settle()


def choose_moment(page: Page, label: str, moment: dt.datetime) -> None:
    """Type a moment into a date field, part by part, as its reader sees it."""
    page.get_by_role("group", name=label, exact=True).get_by_role("spinbutton").first.click()
    page.keyboard.type(moment.astimezone(clock.TIMEZONE).strftime("%Y%m%d%H%M"))
    page.keyboard.press("Enter")


def test_from_the_call_to_the_published_result(
    browser: Browser, story: Story, tmp_path: Path
) -> None:
    desk = entered(browser, story.url, "administrator", WIDE)
    the_secretariat_opens_a_call(desk, story)
    guest = reader(browser, story.url, width=NARROW)
    token = an_organisation_nominates(guest, story, tmp_path)
    others = [story.nominated("Segunda práctica"), story.nominated("Tercera práctica")]
    now = clock.now()
    story.passes(nominations_close_at=now - dt.timedelta(seconds=1))
    the_call_is_closed_for_everybody(guest, token)
    mine = story.code_of(MINE)
    the_secretariat_checks_the_requirements(desk, story, mine)
    for other in others:
        for item in ELIGIBILITY:
            eligibility.check(
                story.engine, SECRETARY, story.code, other, eligibility.Check(item, "SI")
            )
    the_nominator_is_told(guest, token)
    guest.page.context.close()
    link = the_secretariat_invites_and_assigns(desk, story)
    a_juror_scores(browser, story, link, mine)
    the_other_jurors_score(story, mine)
    story.passes(scores_close_at=clock.now() - dt.timedelta(seconds=1))
    the_jury_decides_and_publishes(desk, story, mine)
    everybody_reads_the_result(browser, story)


def the_secretariat_opens_a_call(desk: Reader, story: Story) -> None:
    page, now = desk.page, clock.now()
    desk.open("/editions?edicion=nueva")
    desk.choose(
        "Premio",
        {"EMPRESAS": "Premio municipal a empresas privadas"}.get(
            story.award, "Categoría migración y desarrollo para entidades públicas"
        ),
    )
    page.get_by_label("Código (mayúsculas, números y guiones)").fill(story.code)
    page.get_by_label("Nombre", exact=True).fill(NAMES[story.award])
    day = dt.timedelta(days=1)
    choose_moment(page, "Apertura", now - day)
    choose_moment(page, "Cierre de postulaciones", now + 2 * day)
    choose_moment(page, "Cierre de puntajes", now + 4 * day)
    press(desk, "Crear la edición")
    page.get_by_text("Edición creada").wait_for()
    press(desk, "Aprobar la apertura")
    page.get_by_text("La convocatoria ya abrió").wait_for()


def an_organisation_nominates(guest: Reader, story: Story, folder: Path) -> str:
    """On a telephone; the secret of the private link."""
    page = guest.page
    guest.open("/nominate")
    guest.choose("Convocatoria", NAMES[story.award])
    page.get_by_label("Correo para recibir el enlace y el resultado").fill("ana@example.org")
    press(guest, "Empezar la postulación")
    page.get_by_text("Guarde este enlace privado").wait_for()
    for name, text in (
        ("Nombre de la práctica", MINE),
        ("Organización", "Conservera del Malecón"),
        ("Resumen, que se publica si gana", "Prueba de oficio y contrato desde el primer día."),
    ):
        page.get_by_role("textbox", name=name, exact=True).fill(text)
    # A list this long is searched by typing.
    page.get_by_role("combobox", name="Cantón de la organización").fill("Manta")
    page.get_by_role("option", name="Manta (Manabí)", exact=True).click()
    guest.settle()
    about = page.get_by_role("textbox", name="Qué hace la organización, con hechos y cifras")
    for at in range(about.count()):
        about.nth(at).fill(f"Hecho {at + 1}")
    page.wait_for_timeout(2500)
    guest.settle()
    # Nothing that was typed is lost by a reload.
    page.reload()
    guest.drawn()
    assert about.last.input_value() == f"Hecho {about.count()}"
    attached(guest, story, folder)
    page.get_by_text("Sí, la organización lo autoriza").click()
    guest.settle()
    press(guest, "Enviar la postulación")
    page.locator("h2").filter(has_text=f"Recibida: «{MINE}»").wait_for()
    return parse_qs(urlsplit(page.url).query)["enlace"][0]


def attached(guest: Reader, story: Story, folder: Path) -> None:
    """What cannot be taken is refused in a sentence; a document and a picture are taken, once."""
    page = guest.page
    for name, content, said in REFUSED[: REFUSED_OF[story.award]]:
        sends(guest, folder / name, content)
        page.get_by_text(said).wait_for()
    for _ in range(2):
        sends(guest, folder / "respaldo.pdf", PDF)
        kept(page, "respaldo.pdf").wait_for()
    sends(guest, folder / "feria.png", PNG)
    kept(page, "feria.png").wait_for()
    assert kept(page, "respaldo.pdf").count() == 1
    assert page.get_by_text("Solo se admiten").count() == 0  # no sentence outlives its file


def kept(page: Page, name: str) -> Locator:
    """A file as the page lists it; the field that sends it shows its name, too."""
    return page.locator('[class*="st-key-see-own-evidence-"]').filter(has_text=name)


def sends(guest: Reader, file: Path, content: bytes) -> None:
    """Send a file of the nomination as a whole, by a field that may be folded."""
    page = guest.page
    file.write_bytes(content)
    field = page.locator('input[type="file"]').last
    if not field.is_visible():
        page.get_by_text("Agregar un archivo que lo respalde").last.click()
    with page.expect_response(
        lambda answer: "/upload_file/" in answer.url and answer.request.method == "PUT"
    ):
        field.set_input_files(file)
    page.wait_for_timeout(300)
    guest.settle()


def opens(one: Reader, name: str, element: str, kind: str) -> None:
    """Open a file in the page, by the route that checks who reads it."""
    page = one.page
    with page.expect_response(lambda response: "/files/" in response.url) as answer:
        page.get_by_role("button", name=re.compile(re.escape(name))).first.click()
    assert answer.value.headers["content-type"] == kind
    assert answer.value.headers["content-disposition"].startswith("inline")
    page.get_by_role("dialog").locator(element).wait_for()
    page.keyboard.press("Escape")
    page.get_by_role("dialog").wait_for(state="detached")
    one.settle()


def the_call_is_closed_for_everybody(guest: Reader, token: str) -> None:
    guest.open(f"/nominate?enlace={token}")
    assert guest.page.get_by_role("button", name="Abrir de nuevo para cambiarla").count() == 0


def the_secretariat_checks_the_requirements(desk: Reader, story: Story, mine: str) -> None:
    page = desk.page
    desk.open(f"/jury_desk?edicion={story.code}&parte=elegibilidad")
    page.get_by_role("combobox", name="Postulación").click()
    page.get_by_role("option", name=f"{MINE} ({mine})").click()
    desk.settle()
    page.get_by_text("Expediente").first.click()
    assert page.get_by_text("Hecho 1").is_visible()
    opens(desk, "feria.png", "img[alt='feria.png']", "image/png")
    groups = page.locator("[class*=st-key-outcome-]").get_by_role("radiogroup")
    for at in range(groups.count()):
        groups.nth(at).get_by_text("Sí", exact=True).click()
        desk.settle()
    press(desk, "Guardar la revisión")
    page.get_by_text("La revisión quedó guardada").wait_for()


def the_nominator_is_told(guest: Reader, token: str) -> None:
    guest.open(f"/nominate?enlace={token}")
    guest.page.get_by_text("Cumple los requisitos: pasa al jurado.").wait_for()


def the_secretariat_invites_and_assigns(desk: Reader, story: Story) -> str:
    """The personal link of the juror who walks in the browser."""
    page = desk.page
    desk.open(f"/jury_desk?edicion={story.code}&parte=jurado")
    page.get_by_label("Correo del jurado").fill("jurado1@example.org")
    press(desk, "Invitar y crear el enlace")
    shown = page.locator("code").filter(has_text="/invite/").first.inner_text()
    for email in ("jurado2@example.org", "jurado3@example.org"):
        made = jurors.invite(story.engine, SECRETARY, story.code, email)
        sign_in.accept(story.engine, made.token, "test")
    desk.open(f"/jury_desk?edicion={story.code}&parte=jurado")
    press(desk, "Proponer una asignación")
    press(desk, "Aceptar la propuesta")
    page.get_by_text("Asignaciones nuevas: 9").wait_for()
    return urlsplit(shown.strip()).path


def a_juror_scores(browser: Browser, story: Story, link: str, mine: str) -> None:
    """On a telephone, from the invitation to the sheet handed in."""
    juror = reader(browser, story.url, width=NARROW)
    page = juror.page
    page.goto(story.url + link)
    page.get_by_role("button", name="Entrar").click()
    page.locator(".st-key-app-footer").wait_for()
    juror.open(f"/score?edicion={story.code}&postulacion={mine}")
    page.get_by_text("No tengo ningún conflicto de interés").click()
    juror.settle()
    press(juror, "Declarar y abrir el expediente")
    opens(juror, "respaldo.pdf", "iframe[title='respaldo.pdf']", "application/pdf")
    for criterion in story.criteria:
        field = page.locator(f".st-key-field-{story.code}-{mine}-{criterion}")
        field.get_by_role("radio").nth(4).check()
        field.locator(".state[data-mark=saved]").filter(has_text="Guardado").wait_for()
    press(juror, "Revisar y enviar")
    press(juror, "Enviar")
    page.get_by_text("Enviada").first.wait_for()
    page.context.close()


def the_other_jurors_score(story: Story, mine: str) -> None:
    """Everybody hands in what is still owed; the walked nomination gets the best of it."""
    for number in (1, 2, 3):
        viewer = Viewer(frozenset({Grant("juror", story.code)}), f"jurado{number}@example.org")
        with story.engine.connect() as connection:
            owed = juror_tasks.mine(connection, viewer, story.code)
        for task in owed:
            if task.submitted_at is not None:
                continue
            if not task.declared:
                conflicts.declare_none(story.engine, viewer, story.code, task.nomination)
            for criterion in story.criteria:
                value = Decimal(5 if task.nomination == mine else 2 + number % 2)
                entry = ScoreEntry(value)
                scoring.save(
                    story.engine,
                    viewer,
                    story.code,
                    task.nomination,
                    scoring.ScoreChange(criterion, entry),
                )
            submitting.submit(story.engine, viewer, story.code, task.nomination)


def the_jury_decides_and_publishes(desk: Reader, story: Story, mine: str) -> None:
    page = desk.page
    desk.open(f"/jury_desk?edicion={story.code}&parte=clasificacion")
    press(desk, "Ver la clasificación")
    assert MINE in desk.headline
    desk.open(f"/jury_desk?edicion={story.code}&parte=decision")
    # Nothing typed is lost by a change of language, which loads the page anew.
    page.get_by_label("Motivos").press_sequentially("Contrata a más personas y con ")
    # The page asks whether to leave a text that is not saved yet: yes.
    page.on("dialog", lambda dialog: dialog.accept())
    for language in ("English", "Español"):
        page.get_by_role("link", name=language).click()
        page.wait_for_timeout(500)
        desk.drawn()
    reasons = page.get_by_label("Motivos")
    assert reasons.input_value() == "Contrata a más personas y con "
    reasons.press("End")
    reasons.press_sequentially("mejores contratos.")
    press(desk, "Guardar la decisión")
    page.get_by_text("Decisión guardada").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="Acta (Español)").click()
    minutes = Path(download.value.path()).read_text("utf-8")
    assert MINE in minutes and "Contrata a más personas" in minutes
    press(desk, "Publicar el resultado")
    press(desk, "Sí, publicar")
    page.locator("h2").filter(has_text="Resultado publicado").wait_for()


def everybody_reads_the_result(browser: Browser, story: Story) -> None:
    guest = reader(browser, story.url, width=NARROW)
    guest.open(f"/award_results?edicion={story.code}")
    assert f"«{MINE}», de Conservera del Malecón ganó" in guest.headline
    assert guest.outside == []
    body: Page = guest.page
    assert "jurado1@example.org" not in body.content()
    guest.page.context.close()
