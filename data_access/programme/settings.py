"""The settings of this installation that administrators may change: whom to ask for access."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection, Engine, insert, select, update

from data_access.auth.account_administration import acting
from data_access.auth.invitations import address_in
from data_access.language import LANGUAGES, Text
from data_access.refusal import Refusal
from data_access.tables import Setting
from data_access.viewer import Viewer

ADDRESS = "contact_email"
SENTENCES = {language: f"contact_{language}" for language in LANGUAGES}
CHANGEABLE: Mapping[str, Text] = {
    ADDRESS: Text("el correo de contacto"),
    **{
        key: Text("la frase de contacto ({which})", which=LANGUAGES[language].name)
        for language, key in SENTENCES.items()
    },
}
LONGEST = 300


def changeable(connection: Connection) -> dict[str, str]:
    """Return each setting that can be changed, as it stands; "" if it was never set."""
    rows = connection.execute(select(Setting.key, Setting.value).where(Setting.key.in_(CHANGEABLE)))
    stored = {row.key: row.value for row in rows}
    return {key: stored.get(key, "") for key in CHANGEABLE}


def current(engine: Engine) -> dict[str, str]:
    """Return `changeable` for whoever reads: a contact is there for everybody."""
    with engine.connect() as connection:
        return changeable(connection)


def change(
    engine: Engine, viewer: Viewer, before: Mapping[str, str], after: Mapping[str, str]
) -> list[str]:
    """Store settings; return the keys of those that changed.

    `before` is what the form showed: raise Refusal if somebody changed it since, so that nobody's
    sentence is lost unseen.
    """
    wanted = {key: _clean(key, value) for key, value in after.items()}
    with acting(engine, viewer) as by:
        stored = changeable(by.connection)
        if any(stored[key] != before.get(key, "") for key in wanted):
            raise SettingsChanged(stored)
        changed = [key for key, value in wanted.items() if value != stored[key]]
        for key in changed:
            _store(by.connection, key, wanted[key])
            told = {"setting": key, "before": stored[key], "after": wanted[key]}
            by.connection.log("setting_changed", **told)
        return changed


class SettingsChanged(Refusal):
    """Somebody else changed the settings in the meantime; `stored` is what they are now."""

    def __init__(self, stored: Mapping[str, str]) -> None:
        super().__init__(
            Text(
                "Otra persona cambió estos ajustes mientras usted escribía. Lo que escribió sigue "
                "aquí: compárelo con lo guardado y guarde de nuevo si quiere reemplazarlo."
            )
        )
        self.stored = stored


def _clean(key: str, value: str) -> str:
    if key not in CHANGEABLE:
        raise Refusal(Text("No existe el ajuste «{key}».", key=key))
    said = " ".join(value.split())
    if key == ADDRESS:
        return address_in(said) if said else ""
    if len(said) > LONGEST:
        raise Refusal(
            Text("La frase tiene más de {longest} caracteres: acórtela.", longest=LONGEST)
        )
    return said


def _store(connection: Connection, key: str, value: str) -> None:
    done = connection.execute(update(Setting).where(Setting.key == key).values(value=value))
    if not done.rowcount:
        connection.execute(insert(Setting), {"key": key, "value": value})
