"""How the unit was rated in a quarter, what it says of itself, and why people were not content."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.domain.ratings import actions, queries
from motcua.domain.ratings.states import BY_UNIT, MOST_POINTS, Index, Overall
from motcua.web.desk.seat import DeskRequest, at_desk, page

QUARTERS_SHOWN = 5


@require_http_methods(["GET", "POST"])
@at_desk
def ratings(request: DeskRequest) -> HttpResponse:
    """GET shows a quarter; POST keeps what a leader says of the unit for one index."""
    official = request.official
    quarters = _quarters(request)
    asked = request.GET.get("quy", "") if request.method == "GET" else request.POST.get("quy", "")
    year, quarter = next((each for each in quarters if f"{each[0]}-{each[1]}" == asked), quarters[0])
    if request.method == "POST":
        index, points = request.POST.get("chi-so", ""), request.POST.get("diem", "")
        actions.assess(
            int(index) if index.isdecimal() else 0,
            int(points) if points.isdecimal() else MOST_POINTS + 1,
            request.POST.get("ghi-chu", "").replace("\0", "")[:500],
            year=year,
            quarter=quarter,
            by=official,
            now=request.now,
        )
        messages.success(request, _("Đã lưu điểm tự đánh giá."))
        return redirect(f"{request.path}?quy={year}-{quarter}")
    leads = "leader" in official.duties
    score = queries.score_of(official, year, quarter)
    context = {
        "score": score,
        "indices": [(index, score.points[index], score.notes.get(index, ""), index in BY_UNIT) for index in Index],
        "overall": [(overall.label, score.overall[overall]) for overall in Overall],
        "quarters": quarters,
        "chosen": (year, quarter),
        "leads": leads,
        "officials": queries.officials_of(official, year, quarter) if leads else [],
        "words": list(queries.words_of_discontent(official, year, quarter)[:20]) if leads else [],
        "most": MOST_POINTS,
    }
    return page(request, "ratings/ratings", context)


def _quarters(request: DeskRequest) -> list[tuple[int, int]]:
    """This quarter and those before it."""
    today = localtime(request.now)
    number = today.year * 4 + (today.month - 1) // 3
    return [(each // 4, each % 4 + 1) for each in range(number, number - QUARTERS_SHOWN, -1)]
