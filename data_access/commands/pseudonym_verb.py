"""`pseudonymise`: a list with documents becomes one with codes, where people are enrolled."""

from __future__ import annotations

import argparse

from data_access import pseudonyms
from data_access.commands.running import REFUSED
from data_access.commands.terminal import said


def run_pseudonymise(options: argparse.Namespace) -> int:
    """Write a CSV with codes in the place of documents, or say which rows have none."""
    if options.new_key:
        pseudonyms.new_key(options.new_key)
        print(
            said(
                options,
                "Clave nueva en {file}: guárdela fuera de esta máquina. Sin ella, la "
                "misma persona tendrá otro código.",
                file=str(options.new_key),
            )
        )
        return 0
    if not (options.file and options.output):
        print(
            said(options, "Dé el archivo con los documentos y, con -o, el que se ha de escribir.")
        )
        return REFUSED
    key = pseudonyms.key_from(options.key_file)
    made = pseudonyms.coded(pseudonyms.read(options.file), options.document, options.kind, key)
    with options.output.open("x", encoding="utf-8-sig", newline="") as file:
        made.frame.to_csv(file, index=False)
    print(
        said(
            options,
            "{count} filas con código en {file}.",
            count=len(made.frame),
            file=str(options.output),
        )
    )
    if made.left_out:
        print(
            said(
                options,
                "Quedaron fuera, por ser o poder ser datos personales: {columns}.",
                columns=", ".join(made.left_out),
            )
        )
    return 0
