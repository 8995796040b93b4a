"""Which browser on which system: what people recognise in a list of sessions."""

from __future__ import annotations

from data_access.language import Text

# The first mark that is found counts: Edge and Opera call themselves Chrome, and Chrome Safari.
BROWSERS = {
    "Edg": "Edge",
    "OPR": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome": "Chrome",
    "Safari": "Safari",
}
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


def in_words(agent: str) -> Text:
    """Return the browser and system of a User-Agent in short: "Firefox en Android"."""
    browser, system = (
        next((name for mark, name in known.items() if mark in agent), None)
        for known in (BROWSERS, SYSTEMS)
    )
    if browser and system:
        return Text("{browser} en {system}", browser=browser, system=system)
    if browser or system:
        return Text("{name}", name=browser or system)
    return Text("un navegador desconocido")
