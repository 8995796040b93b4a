"""A scope is a question's place, period and group, and the same thing as a URL."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data_access.classifications import OCCUPATIONS, SECTIONS
from data_access.lists import SEX, SIZE
from data_access.scope import DIMENSIONS, Scope, ScopeError

filters = st.fixed_dictionaries(
    {},
    optional={
        "encuesta": st.text("ABC-0123", min_size=1, max_size=8),
        "ciuo2": st.sampled_from(sorted(OCCUPATIONS)),
        "ciiu": st.sampled_from(sorted(SECTIONS)),
        "tamano": st.sampled_from(sorted(SIZE)),
        "sexo": st.sampled_from(sorted(SEX)),
    },
)
scopes = st.builds(
    lambda place, start, days, chosen, by: Scope(
        place,
        start,
        start + dt.timedelta(days=days) if start else None,
        tuple(sorted(chosen.items())),
        tuple(by),
    ),
    st.sampled_from(["EC", "13", "1308", "13R", "23", "2301", "2302"]),
    st.none() | st.dates(dt.date(2020, 1, 1), dt.date(2027, 1, 1)),
    st.integers(1, 900),
    filters,
    st.lists(st.sampled_from(DIMENSIONS), max_size=2, unique=True),
)


@given(scopes)
def test_a_scope_comes_back_from_its_own_url(scope: Scope) -> None:
    assert Scope.from_query(scope.to_query()) == scope


def test_the_whole_country_needs_no_query() -> None:
    assert Scope().to_query() == {}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"territory": "9999"}, "9999"),
        ({"from": "ayer"}, "ayer"),
        ({"from": "2025-01-01", "until": "2025-01-01"}, "antes de empezar"),
        ({"by": "color"}, "color"),
        ({"zodiaco": "leo"}, "zodiaco"),
        ({"ciuo2": "99"}, "99"),
        ({"sexo": "X"}, "X"),
    ],
)
def test_what_cannot_be_understood_is_named(query: dict[str, str], said: str) -> None:
    with pytest.raises(ScopeError) as refused:
        Scope.from_query(query)
    assert said in refused.value.text.to("es")
    assert refused.value.text.to("en") != refused.value.text.to("es")


def test_a_filter_is_changed_and_removed_without_touching_the_rest() -> None:
    scope = Scope("13", filters=(("ciuo2", "51"),))
    assert scope.having(encuesta="E1").filters == (("ciuo2", "51"), ("encuesta", "E1"))
    assert scope.having(ciuo2=None).filters == ()
    assert scope.having(territory="1308", by=("tamano",)) == Scope(
        "1308", filters=(("ciuo2", "51"),), by=("tamano",)
    )
