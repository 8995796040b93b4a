"""Numbers in place of people's codes: the same person keeps hers from snapshot to snapshot.

A snapshot holds no code, so that a person is found again by the record key, which is hers alone.
"""

from __future__ import annotations

from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from data_access.record_keys import HALF
from data_access.snapshot.arrow_columns import PERSON

# Whom the table of people does not have. Nobody, such as at a company's visit to a fair, is null.
UNKNOWN = -1


@dataclass(frozen=True)
class PeopleNumbers:
    """The number of each code; `following` is the first that nobody has had yet.

    `renewed` says that nobody keeps an earlier number, so that no earlier table still holds.
    """

    codes: pa.Array
    numbers: pa.Array
    following: int
    renewed: bool

    def of(self, column: pa.ChunkedArray) -> pa.Array:
        """Return the number of each code in a column; null where it is null or empty."""
        # In one piece: for each, the codes of all people are sorted out anew.
        codes = column.combine_chunks()
        found = pc.take(self.numbers, pc.index_in(codes, value_set=self.codes))
        named = pc.fill_null(pc.not_equal(codes, ""), False)
        return pc.if_else(pc.and_(named, pc.is_null(found)), pa.scalar(UNKNOWN, PERSON), found)


def number(
    codes: pa.Array, keys: pa.Array, before: pa.Table | None = None, following: int = 0
) -> PeopleNumbers:
    """Give people numbers by their codes and keys: those they had `before`, if they had any.

    Where a key is missing or two people's are alike, everybody is numbered anew.
    """
    earlier = None if before is None else keys_of(before)
    if before is None or not _tell_apart(keys) or not _tell_apart(earlier):
        numbers = pa.array(range(len(codes)), PERSON)
        return PeopleNumbers(codes, numbers, len(codes), renewed=True)
    known = pc.take(before["code"].combine_chunks(), pc.index_in(keys, value_set=earlier))
    new = pc.is_null(known)
    # The new ones follow one another: each gets as many as there were new ones up to it.
    counted = pc.cumulative_sum(pc.cast(new, pa.int64()))
    fresh = pc.cast(pc.add(counted, following - 1), PERSON)
    numbers = pc.if_else(new, fresh, known)
    added = int(counted[-1].as_py()) if len(counted) else 0
    return PeopleNumbers(codes, numbers, following + added, renewed=False)


def keys_of(people: pa.Table) -> pa.Array:
    """Return each person's whole record key from its halves; null where it is not given yet."""
    high, low = (
        pc.cast(people[name].combine_chunks(), pa.uint64())
        for name in ("record_key_high", "record_key_low")
    )
    return pc.bit_wise_or(pc.shift_left(high, pa.scalar(HALF, pa.uint64())), low)


def _tell_apart(keys: pa.Array) -> bool:
    return keys.null_count == 0 and len(pc.unique(keys)) == len(keys)
