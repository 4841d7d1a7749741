"""A route (quy trình nội bộ) to look at: its steps, who does them, how long they have, where they lead."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.accounts.states import Duty
from motcua.domain.routes import queries
from motcua.domain.routes.models import RouteVersion
from motcua.kernel.errors import NotFound
from motcua.kernel.route import END, Outcome, Route, Step, svg
from motcua.kernel.worktime import Limit, limit_in_words, minutes_in_words


@dataclass(frozen=True)
class Line:
    """A step in words."""

    number: int
    title: str
    desk: str
    duty: str
    budget: str
    outcomes: list[tuple[str, str, str]]


def route(request: HttpRequest, version: RouteVersion | None) -> HttpResponse:
    """The table of steps of one published version."""
    if version is None:
        raise NotFound("route")
    played = queries.playable(version)
    english = (get_language() or "vi").startswith("en")
    context = {
        "version": version,
        "limit": limit_in_words(Limit.parse(played.limit), "en" if english else "vi") if played.limit else "",
        # Made by the kernel from published data, with every text escaped as XML.
        "picture": mark_safe(svg(played, _labels(played, english), english=english)),  # noqa: S308
        "lines": [_line(played, step, place, english) for place, step in enumerate(played.steps, start=1)],
    }
    response = render(request, "backoffice/route.html", context)
    response["Cache-Control"] = "private, no-store"
    return response


def _line(played: Route, step: Step, number: int, english: bool) -> Line:
    return Line(
        number=number,
        title=step.called(english),
        desk=_desk(step),
        duty=str(Duty(step.duty).label) if step.duty in Duty.values else step.duty or "",
        budget=minutes_in_words(step.budget, "en" if english else "vi") if step.budget else "",
        outcomes=[
            (outcome.called(english), _leads_to(played, outcome, english), outcome.move or "")
            for outcome in step.outcomes
        ],
    )


def _desk(step: Step) -> str:
    return _desks().get(step.desk, step.desk)


def _desks() -> dict[str, str]:
    return {
        "one_stop": _("Bộ phận Một cửa"),
        "competent": _("Cơ quan giải quyết"),
        "applicant": _("Người nộp"),
    }


def _labels(played: Route, english: bool) -> dict[str, str]:
    """What the picture calls the desks and the outcomes."""
    outcomes = {outcome.name: outcome.called(english) for step in played.steps for outcome in step.outcomes}
    return {**outcomes, **_desks()}


def _leads_to(played: Route, outcome: Outcome, english: bool) -> str:
    return " + ".join(_("Kết thúc") if name == END else played.called(name, english) for name in outcome.to)
