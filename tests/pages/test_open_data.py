"""The page of open data, as a visitor reads it."""

from __future__ import annotations

import pytest

from data_access.language import LANGUAGES
from tests.pages.opening import opened

pytestmark = pytest.mark.shared_demo


@pytest.mark.parametrize(("language", "token"), [("es", "SU_TOKEN"), ("en", "YOUR_TOKEN")])
def test_examples_of_code_are_in_the_colour_of_text_and_in_the_readers_language(
    jury: str, language: str, token: str
) -> None:
    """Streamlit's green of strings had a contrast of 2.9:1, its blue of keywords 3.7:1."""
    app = opened("open_data", language, parte="programas")

    assert language in LANGUAGES and len(app.code) == 6
    assert {block.language for block in app.code} == {"plaintext"}
    assert f"Bearer {token}" in app.code[-1].value
    assert any(f"Bearer {token}" in text.value for text in app.markdown)
