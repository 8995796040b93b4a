"""`python -m tests.juries`: how often each way to name a winner is wrong, in 1,000 juries."""

from __future__ import annotations

import sys

from tests.juries.rivals import RIVALS
from tests.juries.simulated import HOLDS, KINDS
from tests.juries.trial import LIMIT, MOST, TRIALS, run

HEAD = (
    "jury",
    "named by the ranking alone",
    "and truly lower",
    "named by a tie-break of figures",
    "and truly lower",
    "tied group holds the best",
    *(f"{name} wrong" for name in RIVALS),
)


def main(trials: int = TRIALS) -> None:
    """Print the table; shares are of all juries, but for those of the tied group."""
    print(f"{trials} juries of each kind; at most {MOST:.0%} wrong, 99 % limit {LIMIT:.1%}")
    print("| " + " | ".join(HEAD) + " |")
    print("|" + "---|" * len(HEAD))
    for kind in KINDS:
        found = run(kind, trials)
        shares = (found.named, found.wrong, found.broken, found.broken_wrong, found.kept)
        name = kind.name if kind in HOLDS else f"{kind.name} (not the model)"
        row = [name, *(f"{share:.1%}" for share in (*shares, *found.rivals.values()))]
        print("| " + " | ".join(row) + " |", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TRIALS)
