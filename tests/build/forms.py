"""Any form of the pack filled in: of each choice the first option, and everything by the rules of the form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from random import Random

from motcua.domain.procedures import queries as procedures
from motcua.domain.procedures.models import Procedure
from motcua.sim.inventing import Pen, typed_from

MONDAY = date(2024, 10, 14)
NOBODY: Mapping[str, str] = {}


class First(Random):
    """Chance that always falls on the first of whatever is offered."""

    def random(self) -> float:
        return 0.0


def typed_by_the_form(
    code: str, area: str, facts: Mapping[str, str] = NOBODY, *, today: date = MONDAY, **typed: str
) -> dict[str, list[str]]:
    """What somebody types into every input of this procedure's form; `typed` replaces the text of an input."""
    form = procedures.form_of(Procedure.objects.get(code=code, valid_to=None))
    pen = Pen(
        random=First(),
        today=today,
        area=area,
        hamlets=["thôn 4"],
        facts=facts,
        lines=[],
        name=lambda male: "Nguyễn Văn Hai",
        number=lambda born, male: f"070{'0' if male else '1'}{born:%y}001122",
    )
    return {**typed_from(form, pen.fill(form)), **{name: [text] for name, text in typed.items()}}
