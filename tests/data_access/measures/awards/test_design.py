"""Who reads what: enough readers, even loads, no conflicts, one connected design."""

from __future__ import annotations

from collections import Counter
from itertools import product
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from data_access.measures.awards import design
from data_access.measures.awards.design import Constraints, Impossible, Pair, Wanted, assign, parts

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


@settings(deadline=None, max_examples=20)
@given(juries())
def test_every_design_is_connected_complete_and_free_of_conflicts(
    jury: tuple[list[str], list[str], set[Pair], int, int],
) -> None:
    nominations, jurors, forbidden, target, seed = jury
    assume(possible(nominations, jurors, forbidden))
    pairs = assign(nominations, jurors, Wanted(target), Constraints(forbidden), seed=seed)

    assert not pairs & forbidden
    assert parts(nominations, jurors, pairs) == 1
    allowed = {n: sum((n, j) not in forbidden for j in jurors) for n in nominations}
    assert all(readers(pairs)[n] >= min(target, allowed[n]) for n in nominations)
    each = {j: sum((n, j) not in forbidden for n in nominations) for j in jurors}
    count = Counter(juror for _, juror in pairs)
    assert all(count[j] >= min(design.LEAST_LOAD, each[j]) for j in jurors)
    if not forbidden:
        assert max(count.values()) - min(count.values()) <= 1
    assert pairs == assign(nominations, jurors, Wanted(target), Constraints(forbidden), seed=seed)


@st.composite
def small(draw: st.DrawFn) -> tuple[list[str], list[str], Constraints, int]:
    """Juries so small that every design can be tried."""
    n, j = draw(st.sampled_from([(4, 3), (3, 3), (5, 2), (2, 4)]))
    nominations, jurors = [f"N{i}" for i in range(n)], [f"J{i}" for i in range(j)]
    every = [(a, b) for a in nominations for b in jurors]
    some = st.sets(st.sampled_from(every), max_size=4)
    forbidden, kept = draw(some), draw(st.sets(st.sampled_from(every)))
    fixed = draw(some) - forbidden
    own = Constraints(forbidden, fixed, kept | fixed, draw(some))
    return nominations, jurors, own, draw(st.integers(1, 3))


def judged(pairs: frozenset[Pair], jurors: list[str], own: Constraints) -> tuple[int, ...]:
    """What is decided on, in its order: pairs, evenness, changes, nominations without an expert."""
    squares = sum(load * load for load in loads(pairs, jurors))
    known = len({n for n, _ in pairs & set(own.expert)})
    return len(pairs), squares, len(pairs ^ (set(own.kept) - set(own.forbidden))), -known


@settings(deadline=None, max_examples=25)
@given(small())
def test_no_other_design_has_fewer_pairs_then_evener_loads_then_fewer_changes_then_more_experts(
    jury: tuple[list[str], list[str], Constraints, int],
) -> None:
    nominations, jurors, own, target = jury
    open_to = [(n, j) for n in nominations for j in jurors if (n, j) not in set(own.forbidden)]
    free = [pair for pair in open_to if pair not in set(own.fixed)]
    may = {n: sum(a == n for a, _ in open_to) for n in nominations}
    each = {j: sum(b == j for _, b in open_to) for j in jurors}
    best = None
    for chosen in product((False, True), repeat=len(free)):
        picked = {pair for pair, on in zip(free, chosen, strict=True) if on}
        pairs = frozenset(picked | set(own.fixed))
        count, load = readers(pairs), Counter(j for _, j in pairs)
        holds = all(count[n] >= max(1, min(target, may[n])) for n in nominations)
        holds = holds and all(load[j] >= min(design.LEAST_LOAD, each[j]) for j in jurors)
        better = holds and (best is None or judged(pairs, jurors, own) < best)
        if better and parts(nominations, jurors, pairs) == 1:
            best = judged(pairs, jurors, own)
    if best is None:
        with pytest.raises(Impossible):
            assign(nominations, jurors, Wanted(target), own)
        return
    assert judged(assign(nominations, jurors, Wanted(target), own), jurors, own) == best


def test_each_nomination_too_few_may_read_is_named() -> None:
    forbidden = {("A", "J1"), ("A", "J2"), ("C", "J3")}
    with pytest.raises(Impossible) as problem:
        assign(["A", "B", "C"], ["J1", "J2", "J3"], Wanted(3, 3), Constraints(forbidden))

    assert problem.value.short == ("A", "C")


def test_an_expert_reads_where_loads_and_what_was_kept_allow_it() -> None:
    expert = {(n, "J4") for n in NOMINATIONS[:8]} | {(n, "J5") for n in NOMINATIONS[8:16]}
    pairs = assign(NOMINATIONS, JURORS, Wanted(3), Constraints(expert=expert), seed=2)

    assert {n for n, _ in pairs & expert} == set(NOMINATIONS[:16])
    assert loads(pairs, JURORS) == [8, 8, 8, 9, 9, 9, 9]


@pytest.mark.parametrize(("target", "expected"), [(3, 60), (5, 100)])
def test_without_conflicts_loads_differ_by_one_at_most(target: int, expected: int) -> None:
    pairs = assign(NOMINATIONS, JURORS, Wanted(target), seed=4)

    assert len(pairs) == expected
    assert set(readers(pairs).values()) == {target}
    assert max(loads(pairs, JURORS)) - min(loads(pairs, JURORS)) <= 1


def test_another_seed_gives_another_design() -> None:
    assert assign(NOMINATIONS, JURORS, Wanted(3), seed=1) != assign(
        NOMINATIONS, JURORS, Wanted(3), seed=2
    )


def test_a_juror_with_many_conflicts_gets_what_is_left_and_others_share_the_rest() -> None:
    forbidden = {(n, "J0") for n in NOMINATIONS[:17]}
    pairs = assign(NOMINATIONS, JURORS, Wanted(3), Constraints(forbidden), seed=4)

    assert {n for n, j in pairs if j == "J0"} == set(NOMINATIONS[17:])
    assert loads(pairs, JURORS)[1:] == [9, 9, 9, 10, 10, 10]


def test_a_late_juror_takes_over_what_nobody_has_begun() -> None:
    first = assign(NOMINATIONS, JURORS, Wanted(3), seed=4)
    begun = frozenset(pair for pair in first if pair[1] in ("J0", "J1"))
    second = assign(
        NOMINATIONS, [*JURORS, "J7"], Wanted(3), Constraints(fixed=begun, kept=first), seed=5
    )

    assert begun <= second
    assert set(readers(second).values()) == {3}
    assert loads(second, [*JURORS, "J7"])[0] >= 7
    moved = first - second
    assert len(moved) == len({n for n, j in second if j == "J7"})


def test_after_a_drop_out_only_what_that_juror_had_is_given_to_others() -> None:
    first = assign(NOMINATIONS, JURORS, Wanted(3), seed=4)
    rest = [juror for juror in JURORS if juror != "J3"]
    kept = frozenset(pair for pair in first if pair[1] != "J3")
    second = assign(NOMINATIONS, rest, Wanted(3), Constraints(fixed=kept), seed=5)

    assert kept <= second
    assert set(readers(second).values()) == {3}


def test_what_was_begun_before_a_conflict_was_known_is_not_taken_for_allowed() -> None:
    pairs = assign(
        ["A", "B", "C"], ["J1", "J2"], Wanted(2), Constraints({("A", "J1")}, kept={("A", "J1")})
    )

    assert ("A", "J1") not in pairs


def test_one_reader_each_is_linked_by_a_few_more_pairs() -> None:
    pairs = assign(["A", "B", "C", "D"], ["J1", "J2"], Wanted(1), seed=1)

    assert parts(["A", "B", "C", "D"], ["J1", "J2"], pairs) == 1


def test_two_groups_that_fall_apart_exchange_a_pair_and_nobody_reads_more() -> None:
    names, jurors = [f"N{i}" for i in range(8)], [f"J{i}" for i in range(4)]
    split = {(n, j) for at, n in enumerate(names) for j in jurors[:2] if at < 4}
    split |= {(n, j) for at, n in enumerate(names) for j in jurors[2:] if at >= 4}
    pairs = assign(names, jurors, Wanted(2), Constraints(kept=split), seed=3)

    assert parts(names, jurors, pairs) == 1
    assert (len(pairs), loads(pairs, jurors)) == (16, [4, 4, 4, 4])


def test_conflicts_that_keep_groups_apart_are_said_to_be_impossible() -> None:
    forbidden = {("A", "J2"), ("B", "J1")}
    with pytest.raises(Impossible):
        assign(["A", "B"], ["J1", "J2"], Wanted(1), Constraints(forbidden))
    with pytest.raises(Impossible):
        assign(["A"], [], Wanted(3))
