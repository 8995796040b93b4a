"""What leaders and monitors come to ask, and the presses that answer each: written in design.md.

Each begins where signing in leads: a leader at the own place, on a telephone, where opening the
menu is a press of its own; a monitor at what is late or missing, on a desktop.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.browser.conftest import Reader

MOST = 4  # presses
LEADER, MONITOR = "leader", "monitor"
STARTS = {LEADER: ("/?territory=1308", 360), MONITOR: ("/indicators?estado=pendiente", 1280)}
Press = tuple[str, str]  # what is pressed, and what it is called


@dataclass(frozen=True)
class Asked:
    """A question; `answered` is what the page says where it is answered, as an expression."""

    by: str
    question: str
    presses: tuple[Press, ...]
    where: str
    answered: str


LEADERS = (
    Asked(LEADER, "¿Cumplimos nuestras metas?", (), "h2", r"^Manta cumple .*\d+ de \d+ metas"),
    Asked(LEADER, "¿Qué empeoró, y qué hay que decidir?", (), "[role=tabpanel]", "Qué decidir"),
    Asked(
        LEADER,
        "¿En qué ocupaciones nos falta gente?",
        (("page", "Brechas laborales"), ("tab", "¿En qué ocupaciones?")),
        "[role=tabpanel]",
        r"Fuente: Encuesta de empresas",
    ),
    Asked(
        LEADER,
        "¿Cuántas personas consiguen trabajo, y cuántas siguen en él a los seis meses?",
        (("page", "Empleo"),),
        ".st-key-key-figures",
        r"Siguen a 6 meses\s+\d+\s%",
    ),
    Asked(
        LEADER,
        "¿Les va a las mujeres como a los hombres?",
        (("page", "Empleo"), ("tab", "¿Quién lo consigue?")),
        "[role=tabpanel]",
        r"Mujer",
    ),
    Asked(
        LEADER,
        "¿A cuántas personas capacitamos en 2025, y a quiénes?",
        (("page", "Formación"), ("radio", "2025")),
        "h2",
        r"^En Manta, ≈\s\d+ personas se capacitaron",
    ),
    Asked(
        LEADER,
        "¿Cómo estamos frente a Santo Domingo?",
        (("page", "Empleo"), ("select", "Comparar con"), ("option", "Santo Domingo")),
        ".st-key-key-figures",
        r"Santo Domingo",
    ),
)
MONITORS = (
    Asked(
        MONITOR,
        "Mujeres venezolanas de 18 a 29 años capacitadas en Manta en 2025",
        (
            ("radio", "Manta"),
            ("page", "Formación"),
            ("radio", "2025"),
            ("radio", "18 a 29 años"),
        ),
        ".st-key-figure-trained-crossed tr:has-text('Venezuela')",
        r"^Venezuela\s+≈\s\d+",
    ),
    Asked(
        MONITOR,
        "¿Qué metas de género están atrás, y desde cuándo?",
        (("select", "Agrupar por"), ("option", "Género")),
        "[role=tabpanel]",
        r"Igualdad de género[\s\S]*Atrás[\s\S]*«Así desde»",
    ),
    Asked(
        MONITOR,
        "¿De qué datos sale una cifra, y hasta qué día?",
        (("link", "Vacantes de difícil cobertura"), ("tab", "¿De qué datos sale?")),
        "[role=tabpanel]",
        r"Lotes y calidad de los datos",
    ),
    Asked(
        MONITOR,
        "El marco entero en Excel, por sexo, edad, nacionalidad y situación",
        (
            ("button", "Informe"),
            ("text", "Marco de resultados completo"),
            ("made", "Preparar"),
            ("button", "Descargar Excel"),
        ),
        ".st-key-report-file",
        "Descargar Excel",
    ),
    Asked(
        MONITOR,
        "¿Cómo cambió la cobertura de vacantes, año a año?",
        (("link", "Cobertura de vacantes"),),
        "[role=tabpanel]",
        r"Cobertura de vacantes, año a año: [\s\S]*Cada año cerrado",
    ),
)


def press(at: Reader, press: Press) -> int:
    """Make a press, and return how many it took: on a telephone a page is in the menu."""
    kind, name = press
    page, took = at.page, 1
    match kind:
        case "page":
            menu = page.get_by_test_id("stExpandSidebarButton")
            if menu.is_visible():
                menu.click()
                took = 2
            page.get_by_role("link", name=name, exact=True).last.click()
        case "select":
            page.get_by_role("combobox", name=name).click()
        case "made":  # which may take a minute on a machine with much to do
            page.get_by_role("button", name=name).click()
            page.locator(".st-key-report-file").wait_for(timeout=180_000)
        case "text":
            page.get_by_text(name, exact=True).first.click()
        case "tab":
            page.get_by_role("tab", name=name).click()
        case "radio" | "option":
            page.get_by_role(kind, name=name, exact=True).click()  # type: ignore[arg-type]
        case _:
            page.get_by_role(kind, name=name).first.click()  # type: ignore[arg-type]
    page.wait_for_timeout(300)
    at.settle()
    return took
