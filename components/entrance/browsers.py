"""A browser in words: "Firefox en Windows" instead of what it sends of itself."""

from __future__ import annotations

from data_access.language import Text

# The first sign that is found decides: most browsers also name those they descend from.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "ChromeOS"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def in_words(browser: str) -> Text:
    """What a browser sent as its `User-Agent`, as far as it is known."""
    name = next((said for sign, said in BROWSERS if sign in browser), None)
    system = next((said for sign, said in SYSTEMS if sign in browser), None)
    if name and system:
        return Text("{browser} en {system}", browser=name, system=system)
    if name or system:
        return Text("{name}", name=name or system)
    return Text("Otro navegador")
