"""Every legal move is an action, and the diagrams in the documents are those of the tables."""

from __future__ import annotations

from importlib import import_module
from inspect import isfunction
from pathlib import Path

import pytest

from motcua.kernel.workflow import Workflow

SOURCE = Path(__file__).resolve().parents[2] / "src" / "motcua"
WITH_WORKFLOW = sorted(
    path.parent.name
    for path in (SOURCE / "domain").glob("*/states.py")
    if "WORKFLOW = Workflow(" in path.read_text(encoding="utf-8")
)


def test_there_is_a_workflow_to_test() -> None:
    assert "dossiers" in WITH_WORKFLOW


@pytest.mark.parametrize("module", WITH_WORKFLOW)
def test_every_move_has_an_action_of_the_same_name(module: str) -> None:
    workflow: Workflow = import_module(f"motcua.domain.{module}.states").WORKFLOW
    actions = import_module(f"motcua.domain.{module}.actions")
    assert set(workflow.moves) <= {name for name in dir(actions) if isfunction(getattr(actions, name))}


@pytest.mark.parametrize("module", WITH_WORKFLOW)
def test_every_state_is_stored_and_every_stored_state_is_reached(module: str) -> None:
    states = import_module(f"motcua.domain.{module}.states")
    assert set(states.WORKFLOW.states) == set(states.State.values)


@pytest.mark.parametrize("module", WITH_WORKFLOW)
def test_the_diagram_in_the_documents_is_printed_from_the_table(module: str) -> None:
    workflow: Workflow = import_module(f"motcua.domain.{module}.states").WORKFLOW
    page = SOURCE.parents[1] / "docs" / "states" / f"{module}.md"
    assert workflow.diagram() in page.read_text(encoding="utf-8"), "run `make docs`"
