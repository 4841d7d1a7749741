"""A petition of An's that her commune answers by letter, for `test_strangers`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from motcua.domain.petitions import actions
from tests.build.dossiers import Commune
from tests.build.petitions import ACCEPTED, TOLD, Council, a_petition, walk


class Things:
    """A petition whose first point the commune's registrar has answered in a draft."""

    def __init__(self, commune: Commune) -> None:
        by = commune.registrar.official
        council = Council.of(by.agency_code)
        self.petition = walk(a_petition(council), council, "accepted", lead=by.agency_code)
        actions.draft_answer(self.petition.pk, 1, TOLD, by=by, now=ACCEPTED)


def rows(row: Callable[..., Any]) -> dict[str, Any]:
    """Whose each address is, made by `row`."""
    return {
        "desk:petition_letters": row("desk", of_an=False),
        "desk:petition_letter": row(
            "desk", arguments=lambda ground: {"petition_id": ground.petition_letters.petition.pk}
        ),
    }
