"""The pages of a report at the desk, and what their tests ask of them."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from motcua.domain.feedback import queries
from motcua.domain.feedback.actions import Said
from motcua.domain.feedback.models import Report

WORKLIST, LIST = "/can-bo/", "/can-bo/phan-anh/"
SECRETS = ("Điểu Thị An", "0912345678", "an@example.vn")
WHY = Said(reason="Tuyến đường do huyện khác quản lý.")


def page_of(report: Report) -> str:
    """The address of the page of a report."""
    return reverse("desk:report", kwargs={"report_id": report.pk})


def step_of(report: Report, move: str) -> str:
    """The address of a step that can be taken."""
    found = queries.task_for(report.pk, move)
    assert found is not None, move
    return reverse("desk:report_step", kwargs={"task_id": found[0], "outcome": found[1]})


def fresh(report: Report) -> Report:
    """The report as it stands now."""
    found = queries.of_matter(report.pk)
    assert found is not None
    return found


def queries_of(client: Client, address: str) -> int:
    """How many queries a page costs."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
