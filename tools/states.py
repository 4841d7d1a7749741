"""Print the workflows of the domain into docs/states: run by `make docs`."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]


def main() -> int:
    """Write a page for each module that has a workflow."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.config.settings")
    django.setup()
    for path in sorted((ROOT / "src" / "motcua" / "domain").glob("*/states.py")):
        states = import_module(f"motcua.domain.{path.parent.name}.states")
        if not hasattr(states, "WORKFLOW"):
            continue
        codes = getattr(states, "NATIONAL_CODE", {})
        rows = [f"| `{state.value}` | {state.label} | {codes.get(state, '')} |" for state in states.State]
        page = ROOT / "docs" / "states" / f"{path.parent.name}.md"
        page.write_text(
            "\n".join(
                [
                    f"# The states of {path.parent.name}",
                    "",
                    f"Printed from `domain/{path.parent.name}/states.py` by `make docs`; do not edit.",
                    "",
                    "| stored | tiếng Việt | national code |",
                    "|---|---|---|",
                    *rows,
                    "",
                    "```mermaid",
                    states.WORKFLOW.diagram(),
                    "```",
                    "",
                ]
            ),
            encoding="utf-8",
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
