"""The command line offers the reports and forms that the button offers."""

from components.reports import making, offering
from data_access.commands import report_verb
from data_access.commands.verbs import parser


def test_the_verb_offers_what_the_button_offers() -> None:
    assert {kind: tuple(forms) for kind, forms in making.FORMS.items()} == report_verb.FORMS
    assert list(offering.KINDS) == list(making.FORMS)


def test_the_verb_takes_each_report_in_each_of_its_forms() -> None:
    for kind, forms in report_verb.FORMS.items():
        for form in forms:
            asked = parser().parse_args(["report", kind, "--format", form])
            assert (asked.kind, asked.format) == (kind, form)
