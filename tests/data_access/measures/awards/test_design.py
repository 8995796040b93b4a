"""Who reads what: enough readers, even loads, no conflicts, one connected design."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data_access.measures.awards import design
from data_access.measures.awards.design import Constraints, Impossible, Pair, assign, parts

NOMINATIONS, JURORS = [f"N{i:02}" for i in range(20)], [f"J{i}" for i in range(7)]


def loads(pairs: frozenset[Pair], jurors: list[str]) -> list[int]:
    count = Counter(juror for _, juror in pairs)
    return sorted(count[juror] for juror in jurors)


def readers(pairs: frozenset[Pair]) -> Counter[str]:
    return Counter(nomination for nomination, _ in pairs)


@st.composite
def juries(draw: st.DrawFn) -> tuple[list[str], list[str], set[Pair], int, int]:
    n, j = draw(st.integers(1, 14)), draw(st.integers(2, 8))
    nominations, jurors = [f"N{i}" for i in range(n)], [f"J{i}" for i in range(j)]
    chance = Random(draw(st.integers(0, 10**6)))
    share = draw(st.sampled_from([0, 0.1, 0.3]))
    forbidden = {(a, b) for a in nominations for b in jurors if chance.random() < share}
    return nominations, jurors, forbidden, draw(st.integers(1, 5)), draw(st.integers(0, 99))


def possible(nominations: list[str], jurors: list[str], forbidden: set[Pair]) -> bool:
    allowed = [(n, j) for n in nominations for j in jurors if (n, j) not in forbidden]
    everybody_read = {n for n, _ in allowed} == set(nominations)
    return everybody_read and parts(nominations, jurors, allowed) == 1


@settings(deadline=None)
@given(juries())
def test_every_design_is_connected_complete_and_free_of_conflicts(
    jury: tuple[list[str], list[str], set[Pair], int, int],
) -> None:
    nominations, jurors, forbidden, target, seed = jury
    assume(possible(nominations, jurors, forbidden))
    pairs = assign(nominations, jurors, target, Constraints(forbidden), seed=seed)

    assert not pairs & forbidden
    assert parts(nominations, jurors, pairs) == 1
    allowed = {n: sum((n, j) not in forbidden for j in jurors) for n in nominations}
    assert all(readers(pairs)[n] >= min(target, allowed[n]) for n in nominations)
    each = {j: sum((n, j) not in forbidden for n in nominations) for j in jurors}
    count = Counter(juror for _, juror in pairs)
    assert all(count[j] >= min(design.LEAST_LOAD, each[j]) for j in jurors)
    assert pairs == assign(nominations, jurors, target, Constraints(forbidden), seed=seed)


@pytest.mark.parametrize(("target", "expected"), [(3, 60), (5, 100)])
def test_without_conflicts_loads_differ_by_one_at_most(target: int, expected: int) -> None:
    pairs = assign(NOMINATIONS, JURORS, target, seed=4)

    assert len(pairs) == expected
    assert set(readers(pairs).values()) == {target}
    assert max(loads(pairs, JURORS)) - min(loads(pairs, JURORS)) <= 1


def test_another_seed_gives_another_design() -> None:
    assert assign(NOMINATIONS, JURORS, 3, seed=1) != assign(NOMINATIONS, JURORS, 3, seed=2)


def test_a_juror_with_many_conflicts_gets_what_is_left_and_others_share_the_rest() -> None:
    forbidden = {(n, "J0") for n in NOMINATIONS[:17]}
    pairs = assign(NOMINATIONS, JURORS, 3, Constraints(forbidden), seed=4)

    assert {n for n, j in pairs if j == "J0"} == set(NOMINATIONS[17:])
    assert loads(pairs, JURORS)[1:] == [9, 9, 9, 10, 10, 10]


def test_a_late_juror_takes_over_what_nobody_has_begun() -> None:
    first = assign(NOMINATIONS, JURORS, 3, seed=4)
    begun = frozenset(pair for pair in first if pair[1] in ("J0", "J1"))
    second = assign(NOMINATIONS, [*JURORS, "J7"], 3, Constraints(fixed=begun, kept=first), seed=5)

    assert begun <= second
    assert set(readers(second).values()) == {3}
    assert loads(second, [*JURORS, "J7"])[0] >= 7
    moved = first - second
    assert len(moved) == len({n for n, j in second if j == "J7"})


def test_after_a_drop_out_only_what_that_juror_had_is_given_to_others() -> None:
    first = assign(NOMINATIONS, JURORS, 3, seed=4)
    rest = [juror for juror in JURORS if juror != "J3"]
    kept = frozenset(pair for pair in first if pair[1] != "J3")
    second = assign(NOMINATIONS, rest, 3, Constraints(fixed=kept), seed=5)

    assert kept <= second
    assert set(readers(second).values()) == {3}


def test_what_was_begun_before_a_conflict_was_known_is_not_taken_for_allowed() -> None:
    pairs = assign(["A", "B", "C"], ["J1", "J2"], 2, Constraints({("A", "J1")}, kept={("A", "J1")}))

    assert ("A", "J1") not in pairs


def test_one_reader_each_is_linked_by_a_few_more_pairs() -> None:
    pairs = assign(["A", "B", "C", "D"], ["J1", "J2"], 1, seed=1)

    assert parts(["A", "B", "C", "D"], ["J1", "J2"], pairs) == 1


def test_two_groups_that_fall_apart_exchange_a_pair_and_nobody_reads_more() -> None:
    names, jurors = [f"N{i}" for i in range(8)], [f"J{i}" for i in range(4)]
    split = {(n, j) for at, n in enumerate(names) for j in jurors[:2] if at < 4}
    split |= {(n, j) for at, n in enumerate(names) for j in jurors[2:] if at >= 4}
    pairs = assign(names, jurors, 2, Constraints(kept=split), seed=3)

    assert parts(names, jurors, pairs) == 1
    assert (len(pairs), loads(pairs, jurors)) == (16, [4, 4, 4, 4])


def test_conflicts_that_keep_groups_apart_are_said_to_be_impossible() -> None:
    forbidden = {("A", "J2"), ("B", "J1")}
    with pytest.raises(Impossible):
        assign(["A", "B"], ["J1", "J2"], 1, Constraints(forbidden))
    with pytest.raises(Impossible):
        assign(["A"], [], 3)
