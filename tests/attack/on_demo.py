"""How useful what we show of the demo programme is: asked as a visitor, beside the truth."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import combinations, pairwise
from pathlib import Path

import pandas as pd

from data_access import demo, territory
from data_access.answers import ask
from data_access.answers.people import COLUMNS
from data_access.database import engine_for, migrate
from data_access.scope import Scope
from data_access.viewer import ADMINISTRATOR, VISITOR
from tests.attack.trial import SIZES, useful

PLACES = ("EC", "13", "13R", "23", "1308", "2301", "1301")
YEARS = range(2022, 2026)


def scopes() -> Iterator[Scope]:
    """Up to two attributes, in every place and canton, ever and in each year and quarter."""
    periods = [{}, *({"from": f"{y}-01-01", "until": f"{y + 1}-01-01"} for y in YEARS)]
    quarters = [f"{y}-{m:02}-01" for y in YEARS for m in (1, 4, 7, 10)]
    periods += [{"from": start, "until": end} for start, end in pairwise(quarters)]
    for period in periods:
        for count in range(3):
            for by in combinations(COLUMNS, count):
                for place in PLACES:
                    yield Scope.from_query({"territory": place, "by": ",".join(by), **period})
        for name in ("", *COLUMNS):
            for province in territory.PROVINCES[:1]:
                by = ",".join(filter(None, ("territory", name)))
                yield Scope.from_query({"territory": province, "by": by, **period})


def on_demo() -> str:
    """Which share of the sets of 5 and more has a number, and how far off it is."""
    with tempfile.TemporaryDirectory() as folder:
        engine = engine_for(f"sqlite:///{Path(folder) / 'demo.db'}")
        migrate(engine)
        demo.fill(engine)
        with engine.connect() as connection:
            told, true = (
                pd.concat(
                    [ask(connection, "people.count", viewer, scope).frame for scope in scopes()]
                )["persons"].reset_index(drop=True)
                for viewer in (VISITOR, ADMINISTRATOR)
            )
        engine.dispose()
    large, numbered, error = [], [], []
    for low, high in SIZES.values():
        of_size = (true >= low) & (true < high)
        shown = of_size & told.notna()
        large.append(int(of_size.sum()))
        numbered.append(int(shown.sum()))
        error.append(int((told[shown] - true[shown]).abs().sum()))
    return useful(tuple(large), tuple(numbered), tuple(error))
