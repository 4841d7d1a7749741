"""Copies of papers for a unit that may not know who sent them: the pages, and nothing that was written beside them."""

from __future__ import annotations

from datetime import datetime

from django.db.transaction import atomic
from django.utils.timezone import localdate

from motcua.domain.accounts.models import Post
from motcua.domain.accounts.states import Duty
from motcua.domain.agencies.models import on
from motcua.domain.documents import actions as documents
from motcua.domain.documents import queries as documents_asked
from motcua.domain.documents.models import File
from motcua.domain.feedback.models import Photo, Report
from motcua.domain.feedback.rules.papers import bare_pdf
from motcua.domain.notices import actions as notices
from motcua.kernel.actors import Actor
from motcua.kernel.errors import Refused


@atomic
def make_bare_copies(report_id: int, *, by: Actor, now: datetime) -> int:
    """Copy each PDF of a report whose sender is hidden under a name that says nothing; how many copies were made.

    Of one that cannot be read there is no copy: the unit does not get it, and who coordinates is told once.
    """
    waiting = (
        Photo.objects.select_for_update(of=("self",))
        .select_related("file")
        .filter(report_id=report_id, role=Photo.Role.REPORT, file__media_type="application/pdf")
        .filter(bare__isnull=True, unreadable=False, report__shows_sender=False)
        .order_by("pk")
    )
    of_the_sender = Photo.objects.filter(report_id=report_id, role=Photo.Role.REPORT)
    made = 0
    for photo in list(waiting):
        # As it is counted on the page of the report.
        number = of_the_sender.filter(pk__lte=photo.pk).count()
        photo.bare = _copied(photo, f"tep-{number}.pdf", by=by, now=now)
        photo.unreadable = photo.bare is None
        photo.save(update_fields=["bare", "unreadable"])
        if photo.unreadable:
            _tell_dispatchers(photo, number, by=by, now=now)
        made += photo.bare is not None
    return made


def _copied(photo: Photo, name: str, *, by: Actor, now: datetime) -> File | None:
    bare = bare_pdf(documents_asked.content_of(photo.file))
    if bare is None:
        return None
    try:
        return documents.take_in(name, bare, by=by, now=now)
    except Refused:  # it hid something under its wrapping that is taken from nobody
        return None


def _tell_dispatchers(photo: Photo, number: int, *, by: Actor, now: datetime) -> None:
    report = Report.objects.select_related("matter").get(pk=photo.report_id)
    code, today = report.matter.code, localdate(now)
    posts = Post.objects.filter(on(today), agency_id=report.matter.one_stop_id, duty=Duty.DISPATCHER)
    posts = posts.exclude(account_id=report.about_official_id) if report.about_official_id else posts
    for account_id in sorted(set(posts.values_list("account_id", flat=True))):
        notices.tell(
            account_id,
            f"report-file-{photo.pk}",
            f"Phản ánh {code}: có tệp đơn vị không nhận được",
            f"Tệp {number} (PDF) của phản ánh {code} không đọc được để xóa thông tin người gửi, nên đơn vị giải quyết "
            "không nhận được. Xin mở phản ánh, xem tệp gốc và cho đơn vị biết nội dung cần thiết.",
            by=by,
            now=now,
            matter_id=report.pk,
        )
