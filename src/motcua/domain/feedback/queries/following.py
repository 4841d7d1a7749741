"""A report for whoever holds its secret, and the little that anybody with its code may know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from motcua.domain.agencies.models import Agency
from motcua.domain.feedback.models import Answer, Extension, Photo, Question, Report, SealedLetter, Verdict
from motcua.domain.feedback.queries.reading import _whole
from motcua.domain.feedback.states import DONE, WORKFLOW, State
from motcua.domain.journal import queries as journal
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Task
from motcua.kernel.codes import parse_report_code
from motcua.kernel.errors import Malformed, NotFound


@dataclass(frozen=True)
class Main:
    """What whoever sent the same may know of the report theirs was merged into: how it stands, and what was done.

    Nothing of who sent that one, of what they wrote, were asked or said. `answer` stands, `photos` came with it.
    """

    state: str
    unit: Agency
    due_at: datetime | None
    closed: bool
    answer: Answer | None
    photos: list[Photo]

    @property
    def words(self) -> str:
        """What was done: as it was written for everybody, where it was; else as the unit answered."""
        return (self.answer.public_text or self.answer.what) if self.answer is not None else ""


@dataclass(frozen=True)
class Followed:
    """A report with everything its page shows; `answers` were approved, `verdict` waits to be given.

    `photos` are those of the report and of these answers. `main` is the report that it was merged into.
    """

    report: Report
    history: list[Any]
    tasks: list[Task]
    questions: list[Question]
    answers: list[Answer]
    extension: Extension | None
    photos: list[Photo]
    verdict: Verdict | None
    main: Main | None = None

    @property
    def answer(self) -> Answer | None:
        """The answer that stands: the last approved one, unless it was called unfinished."""
        return self.answers[-1] if self.answers and self.report.state in DONE else None

    @property
    def earlier(self) -> list[Answer]:
        """The answers that were called unfinished, oldest first."""
        return [each for each in self.answers if each != self.answer]

    def photos_of(self, answer: Answer) -> list[Photo]:
        """The pictures that came with an answer."""
        return [each for each in self.photos if each.answer_id == answer.pk]

    @property
    def asked(self) -> Question | None:
        """The question that waits for a reply."""
        return next((each for each in self.questions if each.answered_at is None), None)

    @property
    def may_withdraw(self) -> bool:
        """Whether it can be taken back."""
        return self.report.state in WORKFLOW.moves["withdraw"].leads


@dataclass(frozen=True)
class ReportState:
    """What anybody with the code may know; of a letter under seal, that it is with whom it concerns and no more."""

    code: str
    sealed: bool
    state: str = ""
    state_name: str = ""
    received_at: datetime | None = None
    due_at: datetime | None = None
    answered_at: datetime | None = None
    closed_at: datetime | None = None


def followed(token: str) -> Followed:
    """The report whose page has this secret.

    Raises:
        NotFound: there is none, or it is under seal.
    """
    report = followed_report(token)
    return Followed(
        report=report,
        history=list(journal.history_of(report.pk)),
        tasks=list(matters.tasks_of(report.pk)),
        questions=list(Question.objects.filter(report=report).order_by("pk")),
        answers=list(Answer.objects.filter(report=report, approved_at__isnull=False).order_by("pk")),
        extension=Extension.objects.filter(report=report).order_by("pk").first(),
        photos=list(_photos_of(report)),
        verdict=Verdict.objects.filter(report=report, given_at__isnull=True).order_by("-pk").first(),
        main=_main_of(report),
    )


def followed_report(token: str) -> Report:
    """The report alone whose page has this secret.

    Raises:
        NotFound: there is none, or it is under seal.
    """
    report = reported(token)
    if report.state == State.SEALED:
        raise NotFound("report")
    return report


def reported(token: str) -> Report:
    """The report alone, whatever became of it.

    Raises:
        NotFound: there is none with this secret.
    """
    known = bool(token) and "\x00" not in token
    found = _whole().filter(matter__token=token).order_by("pk").first() if known else None
    if found is None:
        raise NotFound("report")
    return found


def photo_followed(token: str, photo_id: int) -> Photo:
    """The public copy of a picture of this report, or of the answer to the one it was merged into.

    Raises:
        NotFound: it is another report's, has no copy, or came with an answer that was not approved.
    """
    report = followed_report(token)
    found = _photos_of(report).filter(pk=photo_id).first()
    if found is None and (main := _main_of(report)) is not None:
        found = next((each for each in main.photos if each.pk == photo_id), None)
    if found is None:
        raise NotFound("photo")
    return found


def _photos_of(report: Report) -> QuerySet[Photo]:
    """What of its pictures whoever sent it sees: their own, and those of answers that were approved."""
    theirs = ~Q(role=Photo.Role.EVIDENCE) | Q(answer__approved_at__isnull=False)
    return Photo.objects.filter(theirs, report=report, public__isnull=False).select_related("public").order_by("pk")


def _main_of(report: Report) -> Main | None:
    """The report that this one was merged into; nothing of it once it is under seal."""
    if report.state != State.MERGED:
        return None
    into = Report.objects.filter(pk=report.merged_into_id).exclude(state=State.SEALED)
    main = into.select_related("matter__lead_agency").only("state", "closed_at", "matter").order_by("pk").first()
    if main is None:
        return None
    answers = Answer.objects.filter(report=main, approved_at__isnull=False).order_by("-pk")
    answer = answers.first() if main.state in DONE else None
    return Main(
        state=str(main.state),
        unit=main.matter.lead_agency,
        due_at=main.matter.due_at,
        closed=main.closed_at is not None,
        answer=answer,
        photos=list(_photos_of(main).filter(answer=answer)) if answer is not None else [],
    )


def verdict_asked(token: str) -> Verdict:
    """The question “is it done?” of an answer, by the secret of its link.

    Raises:
        NotFound: no answer was sent with it.
    """
    known = bool(token) and "\x00" not in token
    rows = Verdict.objects.select_related("report__matter__lead_agency", "report__category", "answer")
    found = rows.defer("report__category__body").filter(token=token).order_by("pk").first() if known else None
    if found is None or found.report.state == State.SEALED:
        raise NotFound("verdict")
    return found


def state_for_anybody(typed: str) -> ReportState:
    """State and dates of the report with this code, however it was typed or heard.

    Raises:
        NotFound: there is none, or this is no code of a report.
    """
    try:
        code = parse_report_code(typed)
    except Malformed as error:
        raise NotFound("report") from error
    report = _whole().filter(matter__code=code).order_by("pk").first()
    if report is None:
        if SealedLetter.objects.filter(code=code).exists():
            return ReportState(code, sealed=True)
        raise NotFound("report")
    if report.state == State.SEALED:
        return ReportState(code, sealed=True)
    return ReportState(
        code,
        sealed=False,
        state=str(report.state),
        state_name=str(report.get_state_display()),
        received_at=report.matter.received_at or report.matter.submitted_at,
        due_at=report.matter.due_at,
        answered_at=report.answered_at,
        closed_at=report.closed_at,
    )
