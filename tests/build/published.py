"""Reports that everybody may read: walked to their end, and published in words written for the public."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from motcua.domain.channels import actions as channels
from motcua.domain.channels.models import ApiKey
from motcua.domain.feedback import actions
from motcua.domain.feedback.models import Report
from motcua.domain.feedback.rules import Said
from tests.build.people import NURSE
from tests.build.reports import MONDAY, Offices, a_report, press, walk

TOLD = "Cầu dân sinh ở thôn Đak Xuyên bị gãy một nhịp <nguy hiểm & gấp>."
DONE_ABOUT_IT = "Đã thay nhịp cầu, thông xe ngày 14/10/2024."


def published(offices: Offices, *, now: datetime = MONDAY, text: str = TOLD, **changed: Any) -> Report:
    """A report that was answered and closed, with both public texts."""
    report = walk(a_report(now=now, **changed), offices, "confirmed", now=now)
    said = Said(public_text=text, public_answer=DONE_ABOUT_IT)
    report = press(report, "close", offices.dispatcher.official, said=said, now=now + timedelta(hours=4))
    actions.make_public_copies(report.pk, by=NURSE, now=now)
    return report


def published_open(offices: Offices, *, now: datetime = MONDAY, text: str = TOLD, **changed: Any) -> Report:
    """A report that is published while nobody has answered it yet."""
    report = a_report(now=now, **changed)
    return actions.make_public(report.pk, text, by=offices.dispatcher.official, now=now + timedelta(minutes=5))


def a_key(name: str = "Ứng dụng Làng Tôi") -> channels.Issued:
    """A key of another system."""
    return channels.issue_key(name, "Hợp tác xã Phần mềm", by=NURSE, now=MONDAY)


def revoke(key: ApiKey) -> None:
    """Take it back."""
    channels.revoke_key(key.pk, by=NURSE, now=MONDAY)
