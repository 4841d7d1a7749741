"""The petitions an official may see, with their filters; a whole code leads to it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.domain.petitions import queries
from motcua.domain.petitions.queries import Wanted
from motcua.domain.petitions.states import Result, State
from motcua.kernel import codes
from motcua.kernel.errors import NotFound
from motcua.web.desk.petitions.forms import named, sessions
from motcua.web.desk.seat import DeskRequest, at_desk, page
from motcua.web.shared.paging import Bounded

PAGE_SIZE = 20
LONGEST = 80
STATES = [(value, label) for value, label in State.choices if value != State.SEALED]
ASKED = ("q", "ky-hop", "dia-ban", "linh-vuc", "co-quan", "ket-qua", "trang-thai", "qua-han", "chua-lo-trinh")


@require_safe
@at_desk
def petitions(request: DeskRequest) -> HttpResponse:
    """The list, the newest first, narrowed by session, place, field, agency, class, state, lateness, roadmap."""
    asked = {name: request.GET.get(name, "").strip()[:LONGEST].replace("\0", "") for name in ASKED}
    offered, fields = queries.offered(request.official), named(queries.fields())
    choices: dict[str, list[tuple[str, Any]]] = {
        "ky-hop": sessions(),
        "dia-ban": list(offered.areas),
        "linh-vuc": fields,
        "co-quan": list(offered.agencies),
        "ket-qua": list(Result.choices),
        "trang-thai": list(STATES),
    }
    kept = {name: asked[name] for name, rows in choices.items() if asked[name] in dict(rows)}
    kept |= {name: "1" for name in ("qua-han", "chua-lo-trinh") if asked[name] == "1"}
    wanted = Wanted(
        session=int(kept["ky-hop"]) if "ky-hop" in kept else None,
        area=kept.get("dia-ban", ""),
        field=kept.get("linh-vuc", ""),
        agency=kept.get("co-quan", ""),
        result=kept.get("ket-qua", ""),
        state=kept.get("trang-thai", ""),
        code=codes.typed(asked["q"]) if asked["q"] else "",
        late="qua-han" in kept,
        red="chua-lo-trinh" in kept,
    )
    today = localdate(request.now)
    found = queries.listed(request.official, wanted, today)
    if wanted.code:
        exact = [one.pk for one in found[:2] if one.matter.code == wanted.code]
        if exact:
            return redirect("desk:petition", petition_id=exact[0])
        kept["q"] = asked["q"]
    paged = Bounded(found, PAGE_SIZE)
    labels = {
        "ky-hop": _("Kỳ họp"),
        "dia-ban": _("Địa bàn"),
        "linh-vuc": _("Lĩnh vực"),
        "co-quan": _("Cơ quan chủ trì"),
        "ket-qua": _("Kết quả"),
        "trang-thai": _("Trạng thái"),
    }
    shown = paged.get_page(request.GET.get("trang"))
    names = dict(fields)
    context = {
        "found": shown,
        "rows": [line(each, names, today) for each in shown.object_list],
        "many": paged.many,
        "typed": asked["q"],
        "filters": [(name, labels[name], rows, kept.get(name, "")) for name, rows in choices.items()],
        "late": wanted.late,
        "red": wanted.red,
        "filtered": bool(kept),
        "address": f"?{urlencode(kept)}&" if kept else "?",
        "desks": queries.desks_of(request.official),
        "reports": _has_reports(request),
    }
    return page(request, "petitions/petitions", context)


def _has_reports(request: DeskRequest) -> bool:
    """Whether the council's reports are for this official too."""
    try:
        queries.report_scope(request.official, request.now)
    except NotFound:
        return False
    return True


def line(petition: Any, names: dict[str, str], today: Any) -> dict[str, Any]:
    """A petition as a line of a list."""
    return {
        "petition": petition,
        "field": names.get(petition.field, ""),
        "late": queries.is_overdue(petition, today),
        "red": getattr(petition, "is_red", False),
    }
