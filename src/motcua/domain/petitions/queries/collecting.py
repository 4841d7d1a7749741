"""Every answer of a session in one document, by the agency that answered (tập hợp trả lời)."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.domain.agencies.models import Agency
from motcua.domain.petitions import rules
from motcua.domain.petitions.models import Answer, Commitment
from motcua.domain.petitions.queries.figures import standing


@dataclass(frozen=True)
class Collected:
    """A standing answer with its point, its petition, and what it promises, in the order of the days."""

    answer: Answer
    milestones: tuple[Commitment, ...]

    @property
    def red(self) -> bool:
        """Whether it promises something without a roadmap."""
        return rules.is_bare(self.answer.result, self.answer.point.detail, self.milestones)


def collected(session_id: int | None = None, agency_id: int | None = None) -> list[tuple[Agency, list[Collected]]]:
    """The answers that stand under the agency that gave them, by petition and point: two queries."""
    answers = standing(session_id, agency_id)
    made = Commitment.objects.filter(made_at__isnull=False, answer__point__in=answers.order_by().values("point"))
    promised: dict[int, list[Commitment]] = {}
    for each in made.select_related("unit", "answer").order_by("due_on", "pk"):
        promised.setdefault(each.answer.point_id, []).append(each)
    rows = answers.select_related("point__petition__matter__event_area", "agency")
    found: dict[int, tuple[Agency, list[Collected]]] = {}
    for row in rows.order_by("agency__sort_key", "agency__code", "point__petition", "point__number", "pk"):
        under = found.setdefault(row.agency_id, (row.agency, []))
        under[1].append(Collected(row, tuple(promised.get(row.point_id, ()))))
    return list(found.values())
