"""`report`: a briefing or the results framework as a file, as the pages give it.

Documents are made of what pages say, which is a matter of screens and not of data: the verb finds
the maker of them by its name, when it is run, and is the one place of this room that knows it.
"""

from __future__ import annotations

import argparse
from pkgutil import resolve_name


def run_report(options: argparse.Namespace) -> int:
    """Write a report; what that takes is loaded only now."""
    return int(resolve_name("components.reports.command:run")(options))
