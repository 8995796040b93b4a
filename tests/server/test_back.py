"""Where a reader is led after signing in or changing the language: never to another site."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from components.navigation import PAGES
from server.back import safe

HOSTILE = [
    "https://evil.example",
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/%09/evil.example",
    "/%2f%2fevil.example",
    "/%5cevil.example",
    "%2f%2fevil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/;//evil.example",
    "http:evil.example",
    "https:/evil.example",
    "javascript:alert(1)",
    "data:text/html,hello",
    "/sign_in\r\nset-cookie: a=b",
    "/sign_in?x=%0d%0aset-cookie:%20a=b",
    "/?x=\u2028",
    "/sign_in\x00",
    "/?x=%00",
    "@evil.example",
    "/@evil.example",
    "//evil.example/sign_in",
    "//@/sign_in",
    "http://[::1",
    "/auth/logout",
    "/oauth2callback",
    "/invite/secret",
    "/sign_in/..",
    "/sign_in//",
    "sign_in",
    "",
    "/?" + "x" * 3000,
    "/#//evil.example",
]


@pytest.mark.parametrize("back", HOSTILE)
def test_anything_but_a_page_of_the_app_is_the_front_page(back: str) -> None:
    assert safe(back) == "/"


@pytest.mark.parametrize(
    "back",
    ["/", "/?territory=13", "/?ciuo2=51&lang=en", "/?back=//evil.example"]
    + [f"/{name}" for name in PAGES]
    + [f"/{name}?territory=13R" for name in PAGES],
)
def test_a_page_of_the_app_stays_as_it_is(back: str) -> None:
    assert safe(back) == back


def as_a_browser_reads(address: str) -> str:
    """The path and query, without what browsers drop and with what they read as a slash."""
    return re.sub(r"[\t\r\n]", "", address).strip("".join(map(chr, range(33)))).replace("\\", "/")


@given(
    st.one_of(
        st.text(max_size=60),
        st.lists(
            st.sampled_from(
                [
                    "/",
                    "\\",
                    "//",
                    "\t",
                    "\n",
                    "%2f",
                    "%5c",
                    "sign_in",
                    "evil.example",
                    "?",
                    "#",
                    "@",
                ]
            ),
            max_size=8,
        ).map("".join),
    )
)
@example("///evil.example")
def test_no_text_leads_to_another_site(back: str) -> None:
    read = as_a_browser_reads(safe(back))

    assert read.startswith("/") and not read.startswith("//")
    assert urlsplit(read).netloc == "" and urlsplit(read).scheme == ""
