"""The countries and areas of ISO 3166-1, without the codes that the standard leaves to its users.

CLDR, from which names come, also maps withdrawn codes (DDR, YMD) and placeholders (AAA, XXX, ZZZ).
"""

from __future__ import annotations

from babel.core import get_global

from data_access.language import LANGUAGES, Title

# Left to users (AA, QM to QZ, XA to XZ, ZZ), and reserved without being countries.
FREE = {"AA", "ZZ", "AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "FX", "IC", "SU", "TA", "UK", "UN"}
WITHDRAWN = {"ANT", "BUR", "BYS", "CSK", "DDR", "FXX", "NTZ", "ROM", "SCG", "SUN", "TMP", "VDR"}
WITHDRAWN |= {"YMD", "YUG", "ZAR"}


def _two_letters() -> dict[str, str]:
    # CLDR maps alpha-3 codes onto alpha-2 among its territory aliases.
    found = {}
    for three, targets in sorted(get_global("territory_aliases").items()):
        if len(three) != 3 or not three.isalpha() or len(targets) != 1:
            continue
        two = targets[0]
        left_free = two in FREE or two[0] == "X" or (two[0] == "Q" and two[1] >= "M")
        if len(two) == 2 and not left_free and three not in WITHDRAWN:
            found[three] = two
    return found


TWO_LETTERS = _two_letters()


def countries() -> dict[str, object]:
    """Return the ISO 3166 alpha-3 codes of countries, with their names."""
    return {
        three: Title(
            **{
                code: language.locale.territories.get(two, three)
                for code, language in LANGUAGES.items()
            }
        )
        for three, two in TWO_LETTERS.items()
    }
