"""Numbers in place of people's codes: the same person keeps hers from snapshot to snapshot.

A snapshot holds no code, so that a person is found again by the record key, which is hers alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from data_access.record_keys import HALF
from data_access.snapshot.arrow_columns import PERSON

# Whom the table of people does not have. Nobody, such as at a company's visit to a fair, is null.
UNKNOWN = -1


@dataclass(frozen=True)
class PeopleNumbers:
    """The number of each code; `following` is the first that nobody has had yet.

    A code is held as eight bytes, in their order, and no two people's are alike: the codes of a
    country's people are more than all else that a snapshot needs in memory. `renewed` says that
    nobody keeps an earlier number, so that no earlier table still holds.
    """

    marks: np.ndarray
    numbers: np.ndarray
    salt: int
    following: int
    renewed: bool

    def of(self, column: pa.Array) -> pa.Array:
        """Return the number of each code in a column; null where it is null or empty."""
        if len(self.marks):
            marks = _marks(column, self.salt)
            at = np.minimum(np.searchsorted(self.marks, marks), len(self.marks) - 1)
            found = np.where(self.marks[at] == marks, self.numbers[at], UNKNOWN)
        else:
            found = np.full(len(column), UNKNOWN)
        named = pc.fill_null(pc.not_equal(column, ""), False)
        nobody = ~named.to_numpy(zero_copy_only=False)
        return pa.array(found.astype(np.int32), PERSON, mask=nobody)


@dataclass(frozen=True)
class People:
    """Everybody in the order of a table: record keys, and whether each has one of her own.

    Of the table of people also the marks of their codes, which no two have alike.
    """

    keys: np.ndarray
    told_apart: bool
    marks: np.ndarray
    salt: int = 0


def people_of(read: Callable[[], Iterable[pa.RecordBatch]]) -> People:
    """Return the people of a table, which may have to be read again: codes and halves of keys."""
    for salt in count():
        found = _people(read(), salt)
        if _are_apart(found.marks):
            return found
    raise AssertionError


def people_numbered(earlier: pa.Table) -> tuple[People, np.ndarray]:
    """Return the people of a snapshot and their numbers."""
    halves = earlier.select(["record_key_high", "record_key_low"])
    return _people(halves.to_batches(), None), earlier["code"].to_numpy()


def _people(batches: Iterable[pa.RecordBatch], salt: int | None) -> People:
    """Return the people of some rows, with marks of their codes if there is a salt for these."""
    keys, marks, missing = [np.empty(0, np.uint64)], [np.empty(0, np.int64)], False
    for rows in batches:
        high, low = (rows[name] for name in ("record_key_high", "record_key_low"))
        missing = missing or bool(high.null_count or low.null_count)
        halves = (pc.fill_null(half, 0).to_numpy(zero_copy_only=False) for half in (high, low))
        upper, lower = (half.astype(np.uint64) for half in halves)
        keys.append(upper << np.uint64(HALF) | lower)
        if salt is not None:
            marks.append(_marks(rows["code"], salt))
    every = np.concatenate(keys)
    return People(every, not missing and _are_apart(every), np.concatenate(marks), salt or 0)


def number(
    people: People, before: tuple[People, np.ndarray] | None = None, following: int = 0
) -> PeopleNumbers:
    """Give people numbers by their keys: those they had `before`, if they had any.

    Where a key is missing or two people's are alike, everybody is numbered anew.
    """
    renewed = before is None or not people.told_apart or not before[0].told_apart
    if before is None or renewed:
        numbers, following = np.arange(len(people.keys)), len(people.keys)
    else:
        numbers, known = _earlier(people.keys, before[0].keys, before[1])
        # The new ones follow one another: each gets as many as there were new ones up to it.
        numbers = np.where(known, numbers, following - 1 + np.cumsum(~known))
        following += int((~known).sum())
    order = np.argsort(people.marks)
    in_order = numbers[order].astype(np.int32)
    return PeopleNumbers(people.marks[order], in_order, people.salt, following, renewed)


def _are_apart(marks: np.ndarray) -> bool:
    """Return whether no two are alike."""
    in_order = np.sort(marks)
    return not (in_order[1:] == in_order[:-1]).any()


def _earlier(
    keys: np.ndarray, before: np.ndarray, numbers: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Return the number that each key had, and which ones had any."""
    if not len(before):
        return np.zeros(len(keys), np.int64), np.zeros(len(keys), bool)
    order = np.argsort(before)
    in_order = before[order]
    at = np.minimum(np.searchsorted(in_order, keys), len(before) - 1)
    return numbers[order][at].astype(np.int64), in_order[at] == keys


def _marks(codes: pa.Array, salt: int) -> np.ndarray:
    said = codes.to_pylist()
    return np.fromiter(map(hash, said) if not salt else (hash((salt, c)) for c in said), np.int64)
