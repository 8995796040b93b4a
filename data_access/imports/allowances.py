"""How often a leader may do something, as the settings of an installation say it."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)


def allowed(name: str, said: str | None, usual: int) -> int:
    """Return the number that the variable `name` says; the usual one where it is not set.

    A number that cannot be read is the usual one, with a line in the log. 0 is a number: none.
    """
    number = (said or str(usual)).strip()
    if number.isascii() and number.isdigit():
        return int(number)
    log.error("%s is %r: write a whole number. Taken as %d.", name, number, usual)
    return usual
