"""The command `motcua`: finds the noun, hands over the rest, and turns every "no" into one sentence.

Each noun is a module beside this one with `configure(parser)` and one function a verb that returns the
exit status: 0 done, 1 done with findings, 2 the input cannot be read (`kernel.errors.Malformed`).
"""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from motcua.kernel.errors import Malformed

NOUNS = (
    "serve",
    "work",
    "demo",
    "migrate",
    "pack",
    "clock",
    "route",
    "journal",
    "keys",
    "procedures",
    "agencies",
    "letter",
    "listen",
    "manage",
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the value is the exit status of the program."""
    words = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(prog="motcua", description="Một Cửa: the one-stop system of a province.")
    nouns = parser.add_subparsers(dest="noun", required=True, metavar="|".join(NOUNS))
    for name in NOUNS:
        if words and words[0] not in {name, "-h", "--help"}:
            continue  # only the wanted noun is imported: `motcua clock` must not wait for Django
        module = import_module(f"motcua.cli.{name}")
        summary = (module.__doc__ or "").splitlines()[0]
        module.configure(nouns.add_parser(name, help=summary, description=summary))
    chosen = parser.parse_args(words)
    try:
        return int(chosen.run(chosen))
    except Malformed as problem:
        sys.stderr.write(f"{problem}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
