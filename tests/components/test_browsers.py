from __future__ import annotations

import pytest

from components import browsers

SAFARI = "(KHTML, like Gecko) Version/17.0 Safari/605.1.15"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "said"),
    [
        (f"Mozilla/5.0 (Windows NT 10.0; Win64; x64) {CHROME} Edg/130.0", "Edge en Windows"),
        (f"Mozilla/5.0 (Linux; Android 14) {CHROME}", "Chrome en Android"),
        (f"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) {SAFARI}", "Safari en iPhone"),
        (f"Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) {SAFARI}", "Safari en macOS"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Firefox en Linux",
        ),
        ("Firefox/140.0", "Firefox"),
        ("", "un navegador desconocido"),
        ("<script>", "un navegador desconocido"),
    ],
)
def test_a_browser_is_told_as_people_know_it(agent: str, said: str) -> None:
    assert browsers.in_words(agent).to("es") == said
