"""Reports as the officials' desk reads them: the list of an agency, one report, its pictures, and who sent it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from motcua.domain.accounts.models import Account
from motcua.domain.accounts.states import Duty
from motcua.domain.documents.models import File
from motcua.domain.feedback.models import Answer, Category, Extension, Photo, Question, Report, Verdict
from motcua.domain.feedback.queries.categories import terms
from motcua.domain.feedback.queries.reading import about_others, seen_by
from motcua.domain.feedback.rules import reads_like_complaint
from motcua.domain.feedback.rules.voices import SOUND
from motcua.domain.feedback.states import State
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Official
from motcua.kernel.errors import NotFound, Refused

LARGE = ("content", "place_detail", "sender_name", "sender_phone", "sender_email", "sender_address", "reject_note")
"""Sealed columns that no list shows."""
PICTURES = frozenset({"image/jpeg", "image/png"})
PDF = "application/pdf"
SOMEBODYS_VOICE = "ghi-am"
"""What a voice note is called for who may not know whose it is; copies have such names of their own."""


@dataclass(frozen=True)
class Wanted:
    """Which reports of the list: of one state, category or urgency, only late ones, by a part of the code."""

    state: str = ""
    category: str = ""
    urgency: str = ""
    late: bool = False
    code: str = ""


@dataclass(frozen=True)
class SenderShown:
    """Who reported, for a reader who may know."""

    name: str
    phone: str
    email: str
    address: str


@dataclass(frozen=True)
class Picture:
    """A file of a report as one reader gets it, and what it is called for them.

    `file` is nothing while the copy for that reader is being made, or where none can be (`refused`). `hidden`: the
    reader may not know who sent it; `withheld`: the reader has what the unit does not get.
    """

    photo: Photo
    file: File | None
    hidden: bool = False
    withheld: bool = False

    @property
    def ready(self) -> bool:
        """Whether there is something to open."""
        return self.file is not None

    @property
    def refused(self) -> bool:
        """Whether no copy can be made for this reader."""
        return self.file is None and self.photo.unreadable

    @property
    def is_paper(self) -> bool:
        """Whether it has pages."""
        return self.photo.file.media_type == PDF

    @property
    def name(self) -> str:
        """What it is called for this reader; never by the sender's own name for it where they are hidden."""
        assert self.file is not None
        own = self.hidden and self.file == self.photo.file
        return SOMEBODYS_VOICE if own else self.file.name

    @property
    def is_picture(self) -> bool:
        """Whether it can be shown on the page."""
        return self.file is not None and self.file.media_type in PICTURES

    @property
    def is_sound(self) -> bool:
        """Whether it is listened to on the page."""
        return self.file is not None and self.file.media_type.startswith(SOUND)


@dataclass(frozen=True)
class Correspondence:
    """What was asked, answered, promised and judged since."""

    questions: list[Question]
    answers: list[Answer]
    extension: Extension | None
    verdicts: list[Verdict]


def listed(official: Official, wanted: Wanted, now: datetime) -> QuerySet[Report]:
    """The reports of the official's agency that match, the newest first."""
    found = seen_by(official).defer("category__body", *LARGE)
    if wanted.state:
        found = found.filter(state=wanted.state)
    if wanted.category:
        found = found.filter(matter__topic=wanted.category)
    if wanted.urgency:
        found = found.filter(urgency=wanted.urgency)
    if wanted.late:
        found = found.filter(matter__due_at__lt=now, matter__finished_at__isnull=True, matter__closed_at__isnull=True)
        found = found.exclude(state=State.ASKED)  # its clock rests, and its date has not moved yet
    if wanted.code:
        found = found.filter(matter__code__contains=wanted.code)
    return found


def one_seen_by(official: Official, report_id: int) -> Report:
    """One report with everything its page shows.

    Raises:
        NotFound: it is nothing of the official's agency, it is about the official, or it lies under seal.
    """
    found = (
        seen_by(official)
        .defer(None)
        .select_related(
            *("category", "matter__lead_agency__calendar", "matter__one_stop__calendar", "matter__calendar"),
            *("matter__event_area__parent__parent", "matter__route", "merged_into__matter", "part_of__matter"),
            *("about_official", "about_matter"),
        )
        .filter(pk=report_id)
        .first()
    )
    if found is None:
        raise NotFound("report")
    return found


def coordinates(report: Report, official: Official) -> bool:
    """Whether the official is a dispatcher of the report."""
    return report.matter.one_stop_id == official.agency_id and Duty.DISPATCHER in official.duties


def sender_shown_to(report: Report, official: Official) -> SenderShown | None:
    """Who reported: for the coordinator, and for the unit only where the sender agreed; else nobody."""
    if not (report.shows_sender or coordinates(report, official)):
        return None
    known: Account | None = report.sender
    return SenderShown(
        report.sender_name or (known.full_name if known else ""),
        report.sender_phone or (known.phone if known else ""),
        report.sender_email or (known.contact_email if known else ""),
        report.sender_address,
    )


def pictures_of(report: Report, official: Official) -> list[Picture]:
    """The files of a report and of its answer, each as this reader may have it."""
    photos = Photo.objects.filter(report=report).select_related("file", "public", "bare").order_by("pk")
    return [_for_eyes_of(photo, report, official) for photo in photos]


def file_seen_by(official: Official, photo_id: int) -> Picture:
    """One file of a report that the official may see.

    Raises:
        NotFound: it belongs to somebody else's report, or the copy for this reader is not made yet.
    """
    photo = (
        Photo.objects.select_related("file", "public", "bare", "report__matter")
        .filter(pk=photo_id, report__in=seen_by(official).order_by())
        .order_by("pk")
        .first()
    )
    found = _for_eyes_of(photo, photo.report, official) if photo is not None else None
    if found is None or not found.ready:
        raise NotFound("file")
    return found


def _for_eyes_of(photo: Photo, report: Report, official: Official) -> Picture:
    """A camera writes beside a picture where it was and whose it is, a program beside a paper who wrote it: who may not
    know the sender gets the bare copy. A voice note was stripped when it came."""
    if report.shows_sender or coordinates(report, official) or photo.role == Photo.Role.EVIDENCE:
        withheld = photo.unreadable and photo.role != Photo.Role.EVIDENCE and not report.shows_sender
        return Picture(photo, photo.file, withheld=withheld)
    if photo.file.media_type in PICTURES:
        return Picture(photo, photo.public, hidden=True)
    return Picture(photo, photo.file if photo.file.media_type.startswith(SOUND) else photo.bare, hidden=True)


def correspondence(report: Report) -> Correspondence:
    """Everything said about a report since it was sent, in order: four queries."""
    return Correspondence(
        list(Question.objects.filter(report=report).select_related("asked_by").order_by("pk")),
        list(Answer.objects.filter(report=report).select_related("drafted_by", "approved_by").order_by("pk")),
        Extension.objects.filter(report=report).select_related("by").order_by("pk").first(),
        list(Verdict.objects.filter(report=report, given_at__isnull=False).order_by("pk")),
    )


def merged_into(report: Report) -> list[Report]:
    """The reports that were merged into this one, in order."""
    return list(report.merged.select_related("matter").defer(*LARGE).order_by("pk"))


def parts_of(report: Report) -> list[Report]:
    """The parts this report was split into, with the unit of each."""
    return list(report.parts.select_related("matter__lead_agency").defer(*LARGE).order_by("pk"))


def sounds_like_complaint(report: Report) -> bool:
    """Whether its words are those of a complaint (khiếu nại), which has its own law and its own days."""
    return reads_like_complaint(report.content, terms())


def categories_of(official: Official) -> list[tuple[str, str, str]]:
    """Code and names of every category there ever was, for the filter of the list; the newest name of each."""
    del official  # the catalogue is public; who asks is named as everywhere
    found: dict[str, tuple[str, str, str]] = {}
    for code, name, name_en in (
        Category.objects.filter(Q(body__sealed__isnull=True) | Q(body__sealed=False))
        .order_by("rank", "-pk")
        .values_list("code", "name", "name_en")
    ):
        found.setdefault(code, (code, name, name_en))
    return list(found.values())


def is_about(official: Official, task_id: int) -> bool:
    """Whether a task belongs to a report about the official, or about somebody of a unit that they lead."""
    of_the_task = Report.objects.filter(about_official__isnull=False, matter__tasks=task_id)
    return of_the_task.exclude(about_others(official)).exists()


def task_seen_by(official: Official, task_id: int) -> Task:
    """An open task of a report, at the official's own agency.

    Raises:
        NotFound: it is no task of a report this official may see, or stands at another agency.
        Refused: it was closed meanwhile (`task_closed`).
    """
    task = (
        Task.objects.filter(pk=task_id, agency_id=official.agency_id, matter__report__in=seen_by(official).order_by())
        .select_related("matter__route", "agency", "assignee")
        .order_by("pk")
        .first()
    )
    if task is None:
        raise NotFound("task")
    if task.closed_at is not None:
        raise Refused("task_closed", closed_by=task.closed_by_id, outcome=task.outcome, at=task.closed_at)
    return task
