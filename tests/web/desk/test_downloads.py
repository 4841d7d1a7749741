"""Opening what was handed in and what was issued."""

from __future__ import annotations

from django.urls import reverse

from motcua.domain.dossiers.models import Attachment
from motcua.domain.papers.models import Paper
from tests.build.dossiers import PDF, Commune, a_dossier, walk
from tests.web.desk.visits import at


def test_a_file_is_shown_as_what_it_is_and_kept_by_nobody() -> None:
    commune, dossier = Commune.of(), a_dossier()
    attachment = Attachment.objects.filter(dossier=dossier).order_by("pk")[0]
    response = at(commune.reception).get(reverse("desk:file", kwargs={"attachment_id": attachment.pk}))
    assert response.content == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("inline")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"


def test_a_paper_that_is_not_typeset_yet_is_typeset_for_who_opens_it() -> None:
    commune, dossier = Commune.of(), a_dossier()
    walk(dossier, commune, "accepted")
    paper = Paper.objects.get(matter_id=dossier.pk)
    assert paper.typeset_at is None
    response = at(commune.reception).get(reverse("desk:paper", kwargs={"paper_id": paper.pk}))
    assert response.content.startswith(b"%PDF-")
    paper.refresh_from_db()
    assert paper.typeset_at is not None


def test_the_control_slip_is_printed_as_it_stands_now() -> None:
    commune = Commune.of()
    dossier = walk(a_dossier(), commune, "approved")
    address = reverse("desk:control_slip", kwargs={"dossier_id": dossier.pk})
    response = at(commune.leader).get(address)
    assert response.content.startswith(b"%PDF-")
    assert "phieu-kiem-soat-" in response["Content-Disposition"]


def test_nothing_is_changed_by_a_get_of_a_button() -> None:
    commune, dossier = Commune.of(), a_dossier()
    client = at(commune.reception)
    for name in ("claim", "release"):
        address = reverse(f"desk:{name}", kwargs={"task_id": dossier.matter.tasks.get().pk})
        assert client.get(address).status_code == 405
