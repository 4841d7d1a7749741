"""Pictures that lie elsewhere: wanted with a report, fetched by a job, taken in like any file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.transaction import atomic

from motcua.domain.channels.models import Fetching
from motcua.domain.channels.states import Sending
from motcua.domain.documents import actions as documents
from motcua.domain.feedback.models import Photo, Report
from motcua.domain.feedback.states import State
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refused
from motcua.kernel.later import defer

MOST_ATTEMPTS = 4


def want_pictures(report: Report, addresses: Iterable[str]) -> None:
    """Have pictures fetched after the commit; whoever calls has made sure that their hosts are trusted."""
    for address in addresses:
        wanted = Fetching.objects.create(report=report, address=address)
        defer("channels.fetch_picture", fetching_id=wanted.pk)


def to_fetch(fetching_id: int) -> str | None:
    """The address of a picture that is still wanted; `None` when it came, was given up, or its report is sealed now."""
    wanted = (
        Fetching.objects.select_related("report").filter(pk=fetching_id, state=Sending.QUEUED).order_by("pk").first()
    )
    return wanted.address if wanted is not None and wanted.report.state != State.SEALED else None


@atomic
def fetched(fetching_id: int, content: bytes, *, by: Actor, now: datetime) -> Photo | None:
    """Add what was fetched to its report; `None` when it was added already or is no picture we take."""
    wanted = _held(fetching_id)
    if wanted is None:
        return None
    report = wanted.report
    try:
        with atomic():
            file = documents.take_in("anh", content, by=by, now=now)
            photo = Photo.objects.create(report=report, role=Photo.Role.REPORT, file=file, added_at=now)
    except Refused as refusal:
        _end(wanted, Sending.GIVEN_UP, refusal.code)
        return None
    _end(wanted, Sending.DONE, "")
    defer("reports.make_public_copies", report_id=report.pk)
    return photo


@atomic
def fetch_failed(fetching_id: int, problem: str, *, final: bool, by: Actor, now: datetime) -> bool:
    """Note that it was not got; whether it is worth another try."""
    wanted = _held(fetching_id)
    if wanted is None:
        return False
    wanted.attempts += 1
    given_up = final or wanted.attempts >= MOST_ATTEMPTS
    _end(wanted, Sending.GIVEN_UP if given_up else Sending.QUEUED, problem)
    return not given_up


def _held(fetching_id: int) -> Fetching | None:
    wanted = (
        Fetching.objects.select_for_update(of=("self",))
        .select_related("report")
        .filter(pk=fetching_id, state=Sending.QUEUED)
        .order_by("pk")
        .first()
    )
    return wanted if wanted is not None and wanted.report.state != State.SEALED else None


def _end(wanted: Fetching, state: Sending, problem: str) -> None:
    """Where it lay is not kept once it is over."""
    wanted.state, wanted.problem = state, problem
    if state != Sending.QUEUED:
        wanted.address = ""
    wanted.save(update_fields=["state", "problem", "attempts", "address"])
