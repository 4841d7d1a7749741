"""The citizen downloads the very bytes that leader and office signed, and anybody may check them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.domain.dossiers import actions
from motcua.domain.papers import queries as papers
from motcua.domain.signatures.models import Signed
from motcua.kernel.actors import Citizen
from tests.build.dossiers import Commune, a_dossier, walk
from tests.build.pens import a_pen, in_memory
from tests.build.signed_results import LATER, SEAL, approve, give_out, office_of, result_of
from tests.web.desk.visits import text_of

HERE = "/kiem-tra-van-ban/"


@pytest.fixture
def commune(settings: Any, db: None) -> Commune:
    in_memory(settings)
    commune = Commune.of()
    a_pen("Phạm Thị Chi", account_id=commune.leader.account.pk)
    a_pen(SEAL, agency_id=office_of(commune).pk)
    return commune


def brought(pdf: bytes) -> str:
    return text_of(Client().post(HERE, {"tep": SimpleUploadedFile("khai-sinh.pdf", pdf, "application/pdf")}))


def test_a_citizen_downloads_what_was_signed_and_checks_it(
    commune: Commune, an: Citizen, signed_in: Callable[[Citizen], Client]
) -> None:
    dossier = walk(a_dossier(an), commune, "proposed")
    give_out(approve(dossier, commune), commune)
    client, paper = signed_in(an), result_of(dossier)
    client.post(f"/ho-so/{dossier.pk}/nhan-ket-qua/")
    code = Signed.objects.get(subject_id=paper.pk).code
    assert f"{HERE}{code}/" in client.get(f"/ho-so/{dossier.pk}/").content.decode()
    answer = client.get(reverse("portal:paper", kwargs={"dossier_id": dossier.pk, "paper_id": paper.pk}))
    pdf = b"".join(answer) if answer.streaming else answer.content
    assert sha256(pdf).hexdigest() == paper.sha256
    assert "chưa bị thay đổi và đang có hiệu lực" in brought(pdf)
    assert "Phạm Thị Chi" in brought(pdf)
    changed = pdf.replace(b"Typst", b"Typsy", 1)
    assert changed != pdf
    assert "Không nên tin tệp này" in brought(changed)
    page = text_of(Client().get(f"{HERE}{code}/"))
    for said in ("Giấy khai sinh", paper.symbol, "Phạm Thị Chi", "14/10/2024", "Đang có hiệu lực sử dụng"):
        assert said in page
    assert "Điểu" not in page, "whose result it is, is nobody else's business"


def test_what_was_reissued_says_so_where_it_is_checked(commune: Commune, an: Citizen) -> None:
    dossier = walk(a_dossier(an), commune, "proposed")
    give_out(approve(dossier, commune), commune)
    old = result_of(dossier)
    pdf = papers.pdf_of(old.pk)
    actions.reissue(
        dossier.pk, old.pk, "Ghi sai nơi sinh.", by=commune.leader.official, now=LATER + timedelta(minutes=5)
    )
    assert "đã bị thu hồi" in brought(pdf)
