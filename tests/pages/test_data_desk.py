"""The data desk over a small real database, as each role works at it."""

from __future__ import annotations

import io
from pathlib import Path
from threading import Event
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Engine, select

from components.desk import past, state
from data_access.auth import invitations, sign_in
from data_access.imports import undo
from data_access.imports.loading import import_files
from data_access.imports.templates import templates
from data_access.refusal import Forbidden
from data_access.tables import Enterprise, ImportBatch
from data_access.viewer import ADMINISTRATOR, Grant, Viewer
from tests.data_access.imports.books import company, filled, person, vacancy
from tests.data_access.imports.test_findings import mistaken_book
from tests.pages.opening import page
from tests.pages.rendered import tables
from tests.releasing import published
from tests.writing import writing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LEADER, MONITOR = Grant("leader", "1308"), Grant("monitor")


class Desk:
    """The page as somebody signed in works at it."""

    def __init__(self, language: str = "es", **query: str) -> None:
        self.app = page("data_desk", language, **query)
        self.run()

    def run(self) -> Desk:
        """Run the page until nothing goes on any more."""
        for _ in range(60):
            self.app.run()
            assert not self.app.exception
            if state.KEY not in self.app.session_state or not self.app.session_state[state.KEY].job:
                return self
        raise AssertionError("the job does not end")

    def upload(self, *files: tuple[str, bytes]) -> Desk:
        """Put files into the field, in the place of those there."""
        (field,) = self.app.get("file_uploader")
        field.set_value([(name, content, XLSX) for name, content in files])
        return self.run()

    def press(self, label: str) -> Desk:
        """Press a button by its name."""
        next(button for button in self.app.button if label in button.label).click()
        return self.run()

    @property
    def headline(self) -> str:
        return str(self.app.header[0].value)

    @property
    def said(self) -> str:
        """Everything that the page says, without the signs that keep Markdown plain."""
        kinds = ("header", "subheader", "markdown", "caption", "error", "info", "warning")
        elements = [e for kind in (*kinds, "success") for e in self.app.get(kind)]
        return "\n".join(str(element.value) for element in elements).replace("\\", "")

    @property
    def labels(self) -> list[str]:
        return [str(button.label) for button in self.app.button]

    def table(self, at: int = -1) -> Any:
        return tables(self.app)[at]


def enter_as(engine: Engine, cookie: list[str | None], *grants: Grant) -> None:
    with writing(engine) as connection:
        for grant in grants:
            token = invitations.invite(connection, "ana@example.org", grant, "root")
    cookie[0] = sign_in.accept(engine, token, "")


@pytest.fixture
def monitor(engine: Engine, cookie: list[str | None]) -> Engine:
    enter_as(engine, cookie, MONITOR)
    return engine


@pytest.fixture
def leader(engine: Engine, cookie: list[str | None]) -> Engine:
    enter_as(engine, cookie, LEADER)
    published(engine)
    return engine


def book(folder: Path, **sheets: list[dict[str, object]]) -> bytes:
    return filled(folder / "made.xlsx", **sheets).read_bytes()


def companies(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        return sorted(connection.execute(select(Enterprise.code)).scalars())


@pytest.mark.parametrize(
    "grant", [None, Grant("juror", "EMP-2026"), Grant("secretary", "EMPRESAS")]
)
def test_others_get_a_sentence_and_no_field(
    engine: Engine, cookie: list[str | None], grant: Grant | None
) -> None:
    if grant is not None:
        enter_as(engine, cookie, grant)

    app = Desk().app

    assert [error.value for error in app.error] == ["Esta página no está disponible para usted."]
    assert not app.header and not app.get("file_uploader") and not app.button


def test_the_page_opens_with_what_it_is_for_and_what_must_not_come_in(monitor: Engine) -> None:
    desk = Desk()

    assert desk.headline.startswith("Suba sus archivos: se revisan primero")
    assert "No suba nombres, cédulas, RUC, teléfonos" in desk.said
    assert len(desk.app.get("file_uploader")) == 1


def test_a_leader_is_told_the_place_and_offered_the_own_sheets(leader: Engine) -> None:
    desk = Desk()

    assert "Usted carga datos de Manta." in desk.said
    (sheets,) = desk.app.get("button_group")
    assert "personas" in sheets.options and "encuestas" not in sheets.options


def test_a_monitor_is_told_what_each_sheet_is_for_and_offered_them_all(monitor: Engine) -> None:
    desk = Desk()

    (sheets,) = desk.app.get("button_group")
    assert sorted(sheets.options) == sorted(templates())
    for name, template in templates().items():
        assert f"**{name}**: {template.help.to('es')}" in desk.said


def test_the_blank_template_holds_the_sheets_that_were_chosen(
    monitor: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[bytes] = []
    blank = state.door.blank
    monkeypatch.setattr(
        "components.desk.steps.st.download_button",
        lambda _label, data, **_kwargs: made.append(data()),
    )
    desk = Desk("en")
    desk.app.get("button_group")[0].set_value(["vacantes", "empresas"])
    desk.run()

    whole, chosen = (openpyxl.load_workbook(io.BytesIO(content)) for content in made)
    assert set(whole.sheetnames) > {"LEEME", "personas", "encuestas"}
    assert chosen.sheetnames[1:3] == ["empresas", "vacantes"]
    assert made[-1] != blank(["empresas", "vacantes"], "es")


def test_errors_are_told_by_rule_and_nothing_can_be_stored(monitor: Engine, tmp_path: Path) -> None:
    path = mistaken_book(tmp_path / "errores.xlsx")

    desk = Desk().upload(("errores.xlsx", path.read_bytes()))

    assert desk.headline == "Hay 20 errores: corríjalos en el archivo y súbalo otra vez"
    assert "**Hoja personas, columna canton_residencia** · 1 fila" in desk.said
    assert "Parece una cédula, un RUC, un teléfono o un correo" in desk.said
    assert "0912345675" not in desk.said
    assert "Guardar" not in desk.labels
    assert companies(monitor) == []


def test_three_thousand_findings_stay_a_few_lines_until_they_are_opened(
    monitor: Engine, tmp_path: Path
) -> None:
    rows = [company(f"E-{i}", tamano="ENORME") for i in range(3000)]
    desk = Desk().upload(("empresas.xlsx", book(tmp_path, empresas=rows)))

    assert desk.headline == "Hay 3.000 errores: corríjalos en el archivo y súbalo otra vez"
    assert "**Hoja empresas, columna tamano** · 3.000 filas" in desk.said
    assert tables(desk.app) == []

    (rows_of,) = [part for part in desk.app.expander if part.label == "Ver filas"]
    desk.app.session_state[rows_of.key] = True
    desk.run()
    assert list(desk.table()["Fila"])[:3] == ["2", "3", "4"]
    assert (len(desk.table()), "Faltan 2.980 filas." in desk.said) == (20, True)
    desk.press("Mostrar más")
    assert len(desk.table()) == 100


def test_a_corrected_file_is_checked_confirmed_and_stored_once(
    monitor: Engine, tmp_path: Path
) -> None:
    wrong = book(tmp_path, empresas=[company("E-1", tamano="ENORME")])
    right = book(
        tmp_path,
        empresas=[company("E-1")],
        vacantes=[vacancy("V-1", salario_usd=300), vacancy("V-2", horas_semana=60)],
    )
    desk = Desk().upload(("a.xlsx", wrong))
    assert desk.headline.startswith("Hay 1 error:")

    desk.upload(("a.xlsx", right))
    assert desk.headline == "Sin errores; quedan 2 avisos por confirmar"
    save = next(button for button in desk.app.button if button.label == "Guardar")
    assert save.disabled
    assert list(desk.table()["Nuevas"]) == ["1", "2"]
    assert companies(monitor) == []

    desk.app.checkbox[0].check()
    desk.run()
    assert desk.headline == "Sin errores; queda 1 aviso por confirmar"
    desk.press("confirmarlos todos")
    assert desk.headline == "Todo está listo para guardar"
    desk.press("Guardar")

    assert desk.headline == "El lote 1 está guardado: 3 filas"
    assert "empresas: 1 fila. vacantes: 2 filas." in desk.said
    assert companies(monitor) == ["E-1"]
    with monitor.connect() as connection:
        assert connection.execute(select(ImportBatch.author)).scalars().all() == ["ana@example.org"]
    desk.run()
    assert desk.headline == "El lote 1 está guardado: 3 filas"
    desk.upload(("b.xlsx", right))
    assert desk.headline == "No hay nada nuevo que guardar"
    assert "b.xlsx ya está importado" in desk.said


def test_a_press_that_comes_twice_or_too_early_stores_nothing_more(
    monitor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[object] = []
    store = state.store
    monkeypatch.setattr(state, "store", lambda *args: (calls.append(args), store(*args))[1])
    young = book(tmp_path, personas=[person("P-1", anio_nacimiento=2009)])
    desk = Desk().upload(("a.xlsx", young))

    # The browser holds the button back; one that does not is not believed.
    next(button for button in desk.app.button if button.label == "Guardar")._value = True
    desk.run()
    assert (calls, desk.headline) == ([], "Sin errores; queda 1 aviso por confirmar")

    desk.app.checkbox[0].check()
    desk.run()
    button = next(button for button in desk.app.button if button.label == "Guardar")
    button.click()
    desk.app.run()
    if button.label in desk.labels:
        button.click()
    desk.run()
    desk.run()

    assert len(calls) == 1
    with monitor.connect() as connection:
        assert len(connection.execute(select(ImportBatch.id)).all()) == 1


def test_while_a_file_is_checked_the_page_says_so_to_its_script(
    monitor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check, go_on = state.check, Event()
    monkeypatch.setattr(state, "check", lambda *args: (go_on.wait(60), check(*args))[1])
    monkeypatch.setattr(state, "PATIENCE", 0)
    app = page("data_desk", "es")
    app.run()
    (field,) = app.get("file_uploader")
    field.set_value([("a.xlsx", book(tmp_path, empresas=[company("E-1")]), XLSX)])
    app.run()

    keys = keys_within(app.main)
    go_on.set()
    assert [key for key in keys if key.endswith("-desk-working")] != []
    assert ".st-key-desk-working" in Path("components/page.js").read_text()


def keys_within(block: Any) -> list[str]:
    """The keys of all containers in a block."""
    own = [str(key)] if (key := getattr(getattr(block, "proto", None), "id", "")) else []
    within = [one for one in block.children.values() if hasattr(one, "children")]
    return own + [key for one in within for key in keys_within(one)]


def test_what_changed_meanwhile_is_looked_at_again(monitor: Engine, tmp_path: Path) -> None:
    desk = Desk().upload(("a.xlsx", book(tmp_path, empresas=[company("E-1", tamano="GRANDE")])))
    assert list(desk.table()["Nuevas"]) == ["1"]
    path = filled(tmp_path / "meanwhile.xlsx", empresas=[company("E-1")])
    import_files(monitor, [path], ADMINISTRATOR)

    desk.press("Guardar")

    assert "Mientras tanto cambió lo que está guardado, y no se guardó nada" in desk.said
    assert (list(desk.table()["Nuevas"]), list(desk.table()["Cambian"])) == (["0"], ["1"])
    desk.press("Guardar")
    assert desk.headline == "El lote 2 está guardado: 1 fila"


def test_a_role_taken_away_meanwhile_stores_nothing(
    monitor: Engine, tmp_path: Path, cookie: list[str | None]
) -> None:
    desk = Desk().upload(("a.xlsx", book(tmp_path, empresas=[company("E-1")])))
    cookie[0] = None

    next(button for button in desk.app.button if button.label == "Guardar").click()
    desk.app.run()

    job = desk.app.session_state[state.KEY].storing
    assert job.finished(20)
    with pytest.raises(Forbidden):
        job.result()
    assert [error.value for error in desk.app.error] == [
        "Esta página no está disponible para usted."
    ]
    assert companies(monitor) == []


def test_a_role_taken_away_meanwhile_undoes_nothing(
    monitor: Engine, tmp_path: Path, cookie: list[str | None]
) -> None:
    import_files(monitor, [filled(tmp_path / "a.xlsx", empresas=[company("E-1")])], ADMINISTRATOR)
    desk = Desk(view="history", batch="1")
    assert "se borran filas: 1 de empresas;" in desk.said
    cookie[0] = None

    desk.press("Sí, deshacer")

    assert companies(monitor) == ["E-1"]
    assert [error.value for error in desk.app.error] == [
        "Esta página no está disponible para usted."
    ]


def test_a_leader_stores_the_own_rows_and_no_others(leader: Engine, tmp_path: Path) -> None:
    foreign = book(tmp_path, empresas=[company("E-1"), company("E-2", canton="2301")])
    desk = Desk().upload(("a.xlsx", foreign))
    assert "La fila es de otro lugar: usted carga solo datos del suyo." in desk.said

    own = book(tmp_path, empresas=[company("E-1")], personas=[person("P-1")])
    desk.upload(("a.xlsx", own))
    assert list(desk.table()["Nuevas"]) == ["1", "—"]
    assert "En las hojas de personas no se dice cuáles filas ya estaban guardadas" in desk.said
    desk.press("Guardar")

    assert desk.headline == "El lote 1 espera aprobación: 2 filas"
    assert "sus filas hablan de personas y cuentan desde entonces" in desk.said
    assert companies(leader) == []


def test_files_that_cannot_be_read_each_have_their_sentence(
    monitor: Engine, tmp_path: Path
) -> None:
    desk = Desk().upload(
        ("informe.xlsx", b"%PDF-1.7\n" + b"x" * 2000),
        ("viejo.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600),
        ("nada.xlsx", b""),
        ("empresas.csv", b""),
        (
            "plataformas.csv",
            b"codigo_plataforma,tipo,nombre,canton\nB,BOLSA,=cmd|'/C calc'!A0,1308",
        ),
    )

    assert "**informe.xlsx**\nEs un documento (PDF o texto), no una tabla" in desk.said
    assert "**viejo.xls**\nEs un libro de un Excel antiguo (.xls)" in desk.said
    assert "**nada.xlsx**\nEl archivo está vacío" in desk.said
    assert "**empresas.csv**\nEl archivo está vacío" in desk.said
    assert "La celda tiene una fórmula: péguela como valor" in desk.said


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("../../x.xlsx", "x.xlsx"),
        ("..\\..\\x.xlsx", "x.xlsx"),
        ("/etc/passwd.xlsx", "passwd.xlsx"),
        ("a\nb.xlsx", "ab.xlsx"),
    ],
)
def test_a_name_that_is_a_path_is_only_a_name(
    monitor: Engine, tmp_path: Path, name: str, stored: str
) -> None:
    desk = Desk().upload((name, book(tmp_path, empresas=[company("E-1")])))
    desk.press("Guardar")
    desk.app.query_params["view"] = "history"
    desk.run()

    assert f"\n{stored}\n" in desk.said
    assert sorted(path.name for path in tmp_path.parent.rglob("x.xlsx")) == []


def test_too_many_files_are_refused_before_they_are_read(
    monitor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = book(tmp_path, empresas=[company("E-1")])
    monkeypatch.setattr("components.desk.uploads.MAX_TOGETHER", 2 * len(content))
    monkeypatch.setattr(state, "check", lambda *_args: pytest.fail("the files were read"))

    many = Desk().upload(*((f"{i}.xlsx", content) for i in range(31)))
    large = Desk().upload(*((f"{i}.xlsx", content) for i in range(3)))

    assert "Son más de 30 archivos: súbalos en varias cargas." in many.said
    assert "Los archivos pesan juntos más de" in large.said


def test_a_check_that_breaks_says_so_and_is_tried_again(
    monitor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> None:
        raise RuntimeError("the database went away")

    with monkeypatch.context() as patched:
        patched.setattr(state, "check", broken)
        desk = Desk()
        (field,) = desk.app.get("file_uploader")
        field.set_value([("a.xlsx", book(tmp_path, empresas=[company("E-1")]), XLSX)])
        desk.app.run()
        assert len(desk.app.exception) == 1

    desk.run()
    assert desk.headline == "Todo está listo para guardar"


def test_the_history_tells_who_when_and_what_newest_first(monitor: Engine, tmp_path: Path) -> None:
    for number in range(12):
        path = filled(tmp_path / f"{number}.xlsx", empresas=[company(f"E-{number}")])
        import_files(monitor, [path], Viewer(ADMINISTRATOR.grants, "root"))

    first = Desk(view="history")
    assert "Se han cargado 12 lotes" in first.said
    assert [label for label in first.labels if label.startswith("Deshacer")] == [
        f"Deshacer el lote {number}…" for number in range(12, 2, -1)
    ]
    assert "Filas nuevas: 1; cambiadas: 0; iguales: 0. Cargado por root." in first.said
    first.press("Más antiguos")
    assert dict(first.app.query_params)["page"] == "2"
    assert "**Lote 1**" in first.said and "**Lote 12**" not in first.said

    beyond = Desk(view="history", page="99")
    assert "**Lote 1**" in beyond.said
    odd = Desk(view="history", page="-1", batch="x' OR 1=1")
    assert "**Lote 12**" in odd.said
    # A link to a batch is good wherever it stands by now.
    assert "Si deshace el lote 1:" in Desk(view="history", batch="1").said


def test_undo_shows_its_consequences_first_and_asks_again(monitor: Engine, tmp_path: Path) -> None:
    first = filled(tmp_path / "a.xlsx", empresas=[company("E-1")], personas=[person("P-1")])
    second = filled(tmp_path / "b.xlsx", empresas=[company("E-1", tamano="GRANDE")])
    for path in (first, second):
        import_files(monitor, [path], ADMINISTRATOR)
    desk = Desk(view="history")

    desk.press("Deshacer el lote 1…")
    assert "Este lote no se puede deshacer ahora:" in desk.said
    assert "El lote 2 cambió después 1 fila de empresas: deshágalo primero." in desk.said
    assert not any(label.startswith("Sí") for label in desk.labels)

    desk.press("No, dejarlo como está")
    desk.press("Deshacer el lote 2…")
    assert "vuelven a lo que eran filas: 1 de empresas;" in desk.said
    assert companies(monitor) == ["E-1"]
    desk.press("Sí, deshacer el lote 2")
    assert "El lote 2 quedó deshecho." in desk.said
    desk.press("Deshacer el lote 1…")
    assert "se borran filas: 1 de empresas y 1 de personas;" in desk.said
    desk.press("Sí, deshacer el lote 1")

    assert companies(monitor) == []
    assert not any(label.startswith("Deshacer") for label in desk.labels)


def test_beside_the_undo_of_a_published_batch_one_press_publishes_without_it(
    monitor: Engine, tmp_path: Path
) -> None:
    import_files(monitor, [filled(tmp_path / "a.xlsx", empresas=[company("E-1")])], ADMINISTRATOR)
    published(monitor)
    desk = Desk(view="history", batch="1")

    desk.press("Sí, deshacer el lote 1")
    assert "El público lo ve todavía: está en la publicación 1" in desk.said
    desk.press("Publicar ya")

    assert "Publicación 2, con los datos del" in desk.said
    assert "El público lo ve todavía" not in desk.said
    assert "Publicar ya" not in desk.labels


def test_a_monitor_reads_that_a_leader_undoes_often(
    leader: Engine, cookie: list[str | None], tmp_path: Path
) -> None:
    own = Viewer(frozenset({LEADER}), "ana@example.org")
    for code in ("P-1", "P-2", "P-3"):
        book = filled(tmp_path / f"{code}.xlsx", personas=[person(code)])
        batch = import_files(leader, [book], own, accept_warnings=True).batch
        assert batch is not None
        undo.undo(leader, batch, own)
    enter_as(leader, cookie, MONITOR)

    said = Desk(view="history").said.replace("\u2060", "")  # within addresses

    assert "ana@example.org pidió quitarlo." in said
    assert "ana@example.org deshizo o pidió deshacer 3 lotes sobre personas" in said


def test_a_leader_sees_the_own_batches_and_opens_no_other(leader: Engine, tmp_path: Path) -> None:
    own = Viewer(frozenset({LEADER}), "ana@example.org")
    others = filled(tmp_path / "a.xlsx", empresas=[company("E-1")])
    mine = filled(tmp_path / "b.xlsx", personas=[person("P-1")])
    import_files(leader, [others], Viewer(ADMINISTRATOR.grants, "root"))
    import_files(leader, [mine], own)

    desk = Desk(view="history", batch="1")
    assert "Usted ha cargado 1 lote" in desk.said
    assert "**Lote 2**" in desk.said and "**Lote 1**" not in desk.said
    assert "1 fila. Cargado por" in desk.said and "nuevas" not in desk.said

    desk.press("Deshacer el lote 2…")
    assert "las filas de personas que trajo se borran o vuelven a lo que eran" in desk.said
    desk.press("Sí, deshacer el lote 2")
    assert "El lote 2 quedó deshecho." in desk.said


def test_an_undo_that_is_no_longer_possible_says_why(
    monitor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_files(monitor, [filled(tmp_path / "a.xlsx", empresas=[company("E-1")])], ADMINISTRATOR)
    desk = Desk(view="history", batch="1")
    later = filled(tmp_path / "b.xlsx", vacantes=[vacancy("V-1")])
    import_files(monitor, [later], ADMINISTRATOR)

    desk.press("Sí, deshacer el lote 1")

    assert "deshaga primero el lote 2" in desk.said
    assert companies(monitor) == ["E-1"]


def test_the_page_says_the_same_in_english(monitor: Engine, tmp_path: Path) -> None:
    young = book(tmp_path, personas=[person("P-1", anio_nacimiento=2009)])
    desk = Desk("en").upload(("a.xlsx", young))
    said = [desk.said]
    assert desk.headline == "No errors; 1 warning left to confirm"
    desk.app.checkbox[0].check()
    desk.run().press("Save")
    said.append(desk.said)
    assert desk.headline == "Batch 1 is stored: 1 row"
    desk.press("See the batch in the history")
    said.append(desk.said)

    assert "If you undo batch 1:" in desk.said
    for spanish in ("fila", "lote", "Hoja", "Aviso", "archivo", "cédula", "Cargado", "Deshacer"):
        assert spanish not in "".join(said)


def test_undo_is_asked_for_by_its_consequences_only_once_opened(
    monitor: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_files(monitor, [filled(tmp_path / "a.xlsx", empresas=[company("E-1")])], ADMINISTRATOR)
    asked: list[int] = []
    monkeypatch.setattr(past.door, "consequences", lambda batch, _viewer: asked.append(batch))

    Desk()
    Desk(view="history")

    assert asked == []
