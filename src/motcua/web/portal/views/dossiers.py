"""Somebody's own dossiers: what is under way, where each is and by when, what was asked, what came of it."""

from __future__ import annotations

from typing import Any, Literal

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.domain.documents.queries import content_of
from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.queries import Dossier
from motcua.domain.dossiers.states import WAITING, WORKFLOW, Channel, ResultMethod, State
from motcua.domain.matters import queries as matters
from motcua.domain.notices import queries as notices
from motcua.domain.papers import actions as papers
from motcua.domain.papers import queries as typeset
from motcua.kernel.actors import Citizen, System
from motcua.kernel.errors import NotFound
from motcua.web.portal import telling
from motcua.web.portal.citizens import CitizenRequest, citizen_only
from motcua.web.portal.downloads import download

ON_A_PAGE = 20
BEFORE_ACCEPTANCE = frozenset({State.NEW, State.INCOMPLETE})
"""While who handed a dossier in for somebody else may take it back."""
TYPESETTER = System("portal-download")


@citizen_only
def my_dossiers(request: CitizenRequest) -> HttpResponse:
    """Drafts to go on with, and everything handed in."""
    page = Paginator(queries.own_dossiers(request.citizen), ON_A_PAGE).get_page(request.GET.get("trang"))
    return render(
        request,
        "portal/dossiers/mine.html",
        {
            "drafts": list(queries.drafts_of(request.citizen)[:ON_A_PAGE]),
            "page": page,
            "entrusted": list(queries.entrusted_to(request.citizen)[:ON_A_PAGE]),
            "unread": notices.unread(request.citizen.account_id),
        },
    )


@citizen_only
def openings(request: CitizenRequest, dossier_id: int) -> HttpResponse:
    """Who has opened the person's file, when and why."""
    found = queries.own(dossier_id, request.citizen)
    opened = queries.openings_of(dossier_id, request.citizen)
    return render(request, "portal/dossiers/openings.html", {"dossier": found, "openings": opened})


@citizen_only
def filed(request: CitizenRequest, dossier_id: int) -> HttpResponse:
    """It is handed in: the code, by when the answer comes, and what happens next."""
    found = queries.followed(dossier_id, request.citizen)
    return render(request, "portal/dossiers/filed.html", {"dossier": found, "agent": queries.agent_of(found)})


@citizen_only
def dossier(request: CitizenRequest, dossier_id: int) -> HttpResponse:
    """One dossier: state, whose turn it is, the date with its reasons, history, papers, files."""
    found = queries.followed(dossier_id, request.citizen)
    english = (get_language() or "vi").startswith("en")
    whole = queries.with_everything(found, "en" if english else "vi")
    tasks = list(matters.tasks_of(found.pk))
    mine, agent = found.applicant_id == request.citizen.account_id, queries.agent_of(found)
    collects = mine or queries.may_collect(found, request.citizen, localdate(request.now))
    takes_online = collects and _takes_online(found)
    return render(
        request,
        "portal/dossiers/show.html",
        {
            "dossier": found,
            "agent": agent,
            "mine": mine,
            "disownable": mine and agent is not None and found.channel == Channel.ONLINE,
            "pays": mine is (agent is None or found.channel != Channel.ONLINE),
            "matter": found.matter,
            "explanation": whole.explanation,
            "asked": whole.asked,
            "places": telling.whereabouts(tasks, english=english),
            "events": telling.timeline(whole, tasks, english=english),
            "papers": [paper for paper in whole.papers if not paper.result],
            "results": [] if takes_online or not collects else [paper for paper in whole.papers if paper.result],
            "takes_online": takes_online,
            "at_counter": found.state == State.FINISHED and found.result_method != ResultMethod.ONLINE,
            "files": _named(found, queries.files_of(found), english=english),
            "happened": whole.happened,
            "corrections": _corrections(found, whole, request, "en" if english else "vi"),
            "late": _is_late(found, request),
            "can_withdraw": _may_withdraw(found, request.citizen),
        },
    )


@citizen_only
def receive(request: CitizenRequest, dossier_id: int) -> HttpResponse:
    """Take the electronic result: from then on it counts as handed over, and can be downloaded any time."""
    found = queries.followed(dossier_id, request.citizen)
    if request.method == "POST" and found.state != State.HANDED_OVER:
        actions.hand_over(dossier_id, by=request.citizen, now=request.now)
        messages.success(request, _("Đã nhận kết quả. Hãy bấm vào tên giấy tờ để tải về máy."))
    return redirect(f"{_address(dossier_id)}#ket-qua")


@citizen_only
def withdraw(request: CitizenRequest, dossier_id: int) -> HttpResponse:
    """Take the dossier back, after being asked once."""
    found = queries.followed(dossier_id, request.citizen)
    if found.state == State.WITHDRAWN:
        return redirect("portal:dossier", dossier_id=dossier_id)
    if request.method != "POST":
        if not _may_withdraw(found, request.citizen):
            return redirect("portal:dossier", dossier_id=dossier_id)
        return render(request, "portal/dossiers/withdraw.html", {"dossier": found})
    actions.withdraw(dossier_id, by=request.citizen, now=request.now)
    messages.success(request, _("Đã rút hồ sơ. Nếu cần, bạn có thể nộp hồ sơ mới."))
    return redirect("portal:dossier", dossier_id=dossier_id)


def _may_withdraw(found: Dossier, citizen: Citizen) -> bool:
    """Who handed it in for somebody else takes it back only before it is accepted."""
    mine = found.applicant_id == citizen.account_id
    return found.state in (WORKFLOW.moves["withdraw"].leads if mine else BEFORE_ACCEPTANCE)


@citizen_only
def paper(request: CitizenRequest, dossier_id: int, paper_id: int) -> HttpResponse:
    """A paper that was issued, as a PDF; typeset on the spot when the job has not come to it yet."""
    found = typeset_paper(request, dossier_id, paper_id)
    return download(typeset.pdf_of(found.pk), f"{found.title} {found.symbol.replace('/', '-')}.pdf", "application/pdf")


def typeset_paper(request: CitizenRequest, dossier_id: int, paper_id: int) -> Any:
    """The paper, of this dossier of this person, once its PDF is there."""
    found = queries.paper_seen_by(request.citizen, paper_id, localdate(request.now))
    if found.matter_id != dossier_id:
        raise NotFound("paper")
    return found if found.typeset_at else papers.typeset(paper_id, by=TYPESETTER, now=request.now)


@citizen_only
def file(request: CitizenRequest, dossier_id: int, attachment_id: int) -> HttpResponse:
    """A file that was handed in."""
    found = queries.file_seen_by(request.citizen, attachment_id)
    if found.dossier_id != dossier_id:
        raise NotFound("file")
    return download(content_of(found.file), found.file.name, found.file.media_type)


def _named(found: Dossier, files: list[Any], *, english: bool) -> list[tuple[str, Any]]:
    """Each file with the name of the paper it was given for."""
    names = {part["code"]: part["name"] for part in found.procedure.body.get("parts", [])}
    language = "en" if english else "vi"
    return [
        (
            names[file.part].get(language) or names[file.part]["vi"] if file.part in names else _("Giấy tờ bổ sung"),
            file,
        )
        for file in files
    ]


def _corrections(found: Dossier, whole: queries.Whole, request: CitizenRequest, language: Literal["vi", "en"]) -> Any:
    """What was put right, in words; areas are looked up only where there is something to tell."""
    made = whole.happened.corrections
    areas = queries.area_names(found.answers, localdate(request.now), language) if made else {}
    return queries.corrections_in_words(found, made, language, areas)


def _takes_online(found: Dossier) -> bool:
    """Whether the electronic result is there and waits to be taken."""
    return found.state == State.FINISHED and found.result_method == ResultMethod.ONLINE


def _is_late(found: Dossier, request: CitizenRequest) -> bool:
    due, ended = found.matter.due_at, found.matter.finished_at or found.closed_at
    waits = found.state in WAITING or found.matter.held_at is not None
    return due is not None and not waits and (ended or request.now) > due


def _address(dossier_id: int) -> str:
    return str(redirect("portal:dossier", dossier_id=dossier_id)["Location"])
