"""The command line offers the reports and forms that the button offers."""

from components.reports import making, offering
from data_access.commands import report_verb


def test_the_verb_offers_what_the_button_offers() -> None:
    assert {kind: tuple(forms) for kind, forms in making.FORMS.items()} == report_verb.FORMS
    assert list(offering.KINDS) == list(making.FORMS)
