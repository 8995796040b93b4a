"""The verbs of the command line with their arguments, apart from what they run.

A verb names its function as `module:function` below `data_access.commands`; the module is loaded
when the verb is run, so that `--help` costs no database and no tables.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from data_access.language import DEFAULT, LANGUAGES
from data_access.lists import AWARD, ROLE


def parser() -> argparse.ArgumentParser:
    """Return the parser of all verbs with their options."""
    main = argparse.ArgumentParser(
        prog="python -m data_access",
        description="The observatory's data, at the database of DATABASE_URL.",
    )
    verbs = main.add_subparsers(dest="verb", required=True, metavar="VERB")
    for add in (_setup, _data, _codes, _people, _releases, _questions, _reports, _totals, _access):
        add(verbs)
    for verb in verbs.choices.values():
        verb.add_argument(
            "--language", choices=LANGUAGES, default=DEFAULT, help="language of what is printed"
        )
    return main


def _setup(verbs: Any) -> None:
    init = verbs.add_parser("init", help="create or migrate the database")
    init.add_argument("--demo", action="store_true", help="fill an empty one with the demo")
    init.set_defaults(run="setup_verbs:run_init")
    copied = verbs.add_parser("backup", help="copy the database and its evidence into a file")
    copied.add_argument("file", type=Path, metavar="FILE.zip")
    copied.set_defaults(run="backup_verbs:run_backup")
    laid = verbs.add_parser("restore", help="lay a backup into an empty database of either kind")
    laid.add_argument("file", type=Path, metavar="FILE.zip")
    laid.set_defaults(run="backup_verbs:run_restore")
    limits = verbs.add_parser("boundaries", help="use official limits from now on")
    limits.add_argument("file", type=Path, metavar="FILE")
    limits.add_argument("--source", help="who published the limits, and when")
    limits.add_argument("--licence", help="under which terms")
    limits.set_defaults(run="setup_verbs:run_boundaries")
    check = verbs.add_parser(
        "check-data", help="verify the log, the people's keys and the newest release"
    )
    check.set_defaults(run="check_verb:run_check")


def _data(verbs: Any) -> None:
    read = verbs.add_parser("import", help="read workbooks or CSVs, all or nothing")
    read.add_argument("files", nargs="+", type=Path, metavar="FILE")
    read.add_argument("--accept-warnings", action="store_true")
    read.add_argument(
        "--map", action="store_true", help="find the columns in files that are no templates"
    )
    read.add_argument("--release", action="store_true", help="publish after importing")
    read.add_argument("--json", action="store_true")
    read.set_defaults(run="data_verbs:run_import")
    blank = verbs.add_parser("template", help="write blank templates")
    blank.add_argument("names", nargs="*", metavar="NAME", help="sheets (default: all)")
    blank.add_argument("-o", "--output", type=Path, required=True, metavar="FILE.xlsx")
    blank.set_defaults(run="data_verbs:run_template")
    history = verbs.add_parser("batches", help="list what came in")
    history.add_argument("--json", action="store_true")
    history.set_defaults(run="data_verbs:run_batches")
    out = verbs.add_parser("undo", help="take a batch out again, whole")
    out.add_argument("batch", type=int, metavar="BATCH")
    out.set_defaults(run="data_verbs:run_undo")
    aside = verbs.add_parser("held", help="list the rows put aside for a monitor, or decide")
    word = aside.add_mutually_exclusive_group()
    word.add_argument("--take", nargs="+", type=int, metavar="NUMBER", help="store these rows")
    word.add_argument("--decline", nargs="+", type=int, metavar="NUMBER", help="leave them out")
    aside.add_argument("--json", action="store_true")
    aside.set_defaults(run="held_verb:run_held")


def _codes(verbs: Any) -> None:
    coded = verbs.add_parser("pseudonymise", help="write a list with codes in place of documents")
    coded.add_argument("file", nargs="?", type=Path, metavar="FILE")
    coded.add_argument("-o", "--output", type=Path, metavar="FILE.csv")
    coded.add_argument("--document", default="documento", metavar="COLUMN")
    coded.add_argument(
        "--kind", default="CEDULA", help="CEDULA, PASAPORTE, or the column that says which"
    )
    key = coded.add_mutually_exclusive_group()
    key.add_argument("--key-file", type=Path, metavar="FILE", help="instead of PSEUDONYM_KEY")
    key.add_argument("--new-key", type=Path, metavar="FILE", help="make a key, and nothing else")
    coded.set_defaults(run="pseudonym_verb:run_pseudonymise")


def _people(verbs: Any) -> None:
    gone = verbs.add_parser("withdraw", help="take out who withdrew consent, for good")
    gone.add_argument("codes", nargs="+", metavar="CODE", help="codes of people")
    old = verbs.add_parser("retention", help="take out what is kept longer than it should be")
    gone.set_defaults(run="people_verbs:run_withdraw")
    old.set_defaults(run="people_verbs:run_retention")
    for verb in (gone, old):
        verb.add_argument("--yes", action="store_true", help="do it, which cannot be undone")
        verb.add_argument("--json", action="store_true")


def _releases(verbs: Any) -> None:
    publish = verbs.add_parser("release", help="publish what stands to every reader")
    publish.add_argument(
        "--now", action="store_true", help="at once, computing nothing before or after"
    )
    publish.add_argument("--dry-run", action="store_true", help="only say what would move")
    publish.add_argument(
        "--approve", type=int, metavar="BATCH", help="let a leader's batch, or its undo, count"
    )
    publish.add_argument(
        "--accept-warnings", action="store_true", help="of the batch that --approve lets count"
    )
    publish.add_argument("--json", action="store_true")
    publish.set_defaults(run="release_verb:run_release")


def _questions(verbs: Any) -> None:
    answer = verbs.add_parser("answer", help="print an answer as a reader would get it")
    answer.add_argument("name", metavar="NAME", help="for example labour.vacancies")
    answer.add_argument("--where", action="append", default=[], metavar="KEY=VALUE")
    answer.add_argument("--as", dest="viewer", default="administrator", metavar="ROLE[:TERRITORY]")
    answer.add_argument(
        "--open-ranking", action="store_true", help="of an edition without result; it is logged"
    )
    answer.add_argument("--json", action="store_true")
    answer.set_defaults(run="answer_verb:run_answer")


def _reports(verbs: Any) -> None:
    report = verbs.add_parser("report", help="write a briefing or the results framework")
    report.add_argument("kind", choices=("briefing", "framework"), metavar="briefing|framework")
    report.add_argument("--format", choices=("pdf", "docx", "pptx", "xlsx"))
    report.add_argument("--place", action="append", metavar="CODE", help="1308; may be repeated")
    report.add_argument("--from", dest="start", metavar="DATE", help="first day of the period")
    report.add_argument("--until", metavar="DATE", help="the day after its last")
    report.add_argument("--as", dest="viewer", default="visitor", metavar="ROLE[:TERRITORY]")
    report.add_argument("-o", "--output", type=Path, metavar="FILE")
    report.set_defaults(run="report_verb:run_report")


def _totals(verbs: Any) -> None:
    totals = verbs.add_parser(
        "totals", help="what may be told exactly of a year, and why the rest may not"
    )
    totals.add_argument("year", type=int, metavar="YEAR")
    totals.add_argument("--measure", default="registered", metavar="MEASURE")
    totals.add_argument("--release", action="store_true", help="tell it, from now on")
    totals.add_argument("--json", action="store_true")
    totals.set_defaults(run="totals_verb:run_totals")


def _access(verbs: Any) -> None:
    link = verbs.add_parser("invite", help="make a personal sign-in link")
    link.add_argument("email", metavar="EMAIL")
    link.add_argument("--role", required=True, choices=ROLE)
    of = link.add_mutually_exclusive_group()
    of.add_argument("--territory", metavar="CODE", help="the place of a leader")
    of.add_argument("--edition", metavar="CODE", help="the edition of a juror")
    of.add_argument("--award", choices=AWARD, help="the award of a secretary")
    link.add_argument("--by", metavar="NAME", help="who invites, as the invited person reads it")
    link.add_argument(
        "--print", action="store_true", help="print the link also where mail is set, and send none"
    )
    link.set_defaults(run="access_verbs:run_invite")
