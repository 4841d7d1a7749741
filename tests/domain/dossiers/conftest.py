"""An agency ends while its dossiers are open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from motcua.domain.dossiers import actions
from motcua.kernel.actors import System
from tests.build import reform
from tests.build.reform import AFTER, Reform
from tests.domain.packs.copies import a_copy


@pytest.fixture
def enact(tmp_path: Path) -> Reform:
    """The reform comes into force, and the job of the first day is run; how many dossiers it handed on."""

    def enacted(**how: Any) -> int:
        reform.load(reform.enacted(a_copy(tmp_path), **how))
        return actions.hand_on_ended(by=System("jobs"), now=AFTER)

    return enacted
