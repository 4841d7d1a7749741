"""Every job that anybody asks for exists, and every job's effects are those of an action."""

from __future__ import annotations

import ast
from pathlib import Path

from procrastinate.contrib.django import app

from motcua.domain.dossiers.states import Event as OfDossier
from motcua.domain.feedback.states import Event as OfReport
from motcua.domain.matters.states import Kind
from motcua.domain.petitions.states import Event as OfPetition

EVENTS = {"dossiers": OfDossier, "reports": OfReport, "petitions": OfPetition}
SOURCE = Path(__file__).resolve().parents[2] / "src" / "motcua"


def names_given_to_defer() -> set[str]:
    """The first argument of every `defer` in the domain; made of an event or a kind of matter, every one."""
    names: set[str] = set()
    for path in (SOURCE / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "defer"):
                continue
            first = node.args[0]
            if isinstance(first, ast.Constant):
                names.add(str(first.value))
            else:
                assert isinstance(first, ast.JoinedStr), f"{path}: a job is asked for by a name nobody can read"
                text = "".join(str(part.value) for part in first.values if isinstance(part, ast.Constant))
                named_by_kind = not isinstance(first.values[0], ast.Constant)
                names |= (
                    {f"{kind}{text}" for kind in Kind}
                    if named_by_kind
                    else {f"{text}{event}" for event in EVENTS[text.split(".")[0]]}
                )
    return names


def test_every_deferred_job_exists() -> None:
    app.perform_import_paths()
    asked = names_given_to_defer()
    assert "papers.typeset" in asked
    assert asked <= set(app.tasks)


def test_every_job_is_named_noun_dot_verb() -> None:
    app.perform_import_paths()
    ours = [name for name in app.tasks if not name.startswith(("builtin", "procrastinate"))]
    assert all(name.count(".") == 1 and name.replace(".", "").replace("_", "").isalpha() for name in ours), ours
