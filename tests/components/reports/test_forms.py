"""The command line offers the reports and forms that the button offers."""

import pytest

from components.reports import making, offering
from data_access.commands import report_verb
from data_access.commands.verbs import parser
from data_access.scope import Scope
from data_access.viewer import VISITOR


def test_the_verb_offers_what_the_button_offers() -> None:
    assert {kind: tuple(forms) for kind, forms in making.FORMS.items()} == report_verb.FORMS
    assert list(offering.KINDS) == list(making.FORMS)


def test_the_verb_takes_each_report_in_each_of_its_forms() -> None:
    for kind, forms in report_verb.FORMS.items():
        for form in forms:
            asked = parser().parse_args(["report", kind, "--format", form])
            assert (asked.kind, asked.format) == (kind, form)


@pytest.mark.parametrize(("kind", "form"), [("annual", "pdf"), ("framework", "pptx")])
def test_what_is_no_report_is_refused_and_not_taken_for_a_briefing(kind: str, form: str) -> None:
    order = making.Order(kind, form, Scope(), VISITOR, "es")

    with pytest.raises(ValueError, match=f"no report '{kind}' as '{form}'"):
        making.made(order, lambda share, said: None)


def test_a_kind_that_nothing_gathers_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    forms = {**making.FORMS, "annual": making.FORMS[making.BRIEFING]}
    monkeypatch.setattr(making, "FORMS", forms)

    with pytest.raises(ValueError, match="nothing gathers a report 'annual'"):
        making.made(making.Order("annual", "pdf", Scope(), VISITOR, "es"), lambda share, said: None)
