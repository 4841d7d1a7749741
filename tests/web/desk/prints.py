"""Every form and print of the office as it really comes: by the actions and pages that bring it forth, read back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdf
from django.urls import reverse

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Written
from motcua.domain.dossiers.models import Bundle, Custody, Dossier
from motcua.domain.papers import actions as papers_done
from motcua.domain.papers import queries as papers
from motcua.domain.papers.models import Paper
from motcua.domain.returns.actions import NewHandOver
from motcua.domain.returns.rules import Receiver
from motcua.domain.returns.states import Relation
from motcua.kernel.actors import System
from tests.build import counter
from tests.build.cast import Cast
from tests.build.counter import TEO
from tests.build.dossiers import INTERLINKED, MONDAY, a_dossier, typed_birth
from tests.build.payments import COPIES, collected
from tests.web.desk.visits import at

LATER = MONDAY + timedelta(hours=1)
PERIOD = "?since=2024-10-01&until=2024-10-31"


def read(pdf: bytes) -> str:
    """What a reader copies out of the PDF, lines joined."""
    return " ".join(" ".join(each.extract_text() for each in pypdf.PdfReader(BytesIO(pdf)).pages).split())


def issued(matter_id: int, code: str) -> bytes:
    """The last paper of this kind that was issued about a matter."""
    paper = Paper.objects.filter(matter_id=matter_id, template__code=code).order_by("-pk").first()
    assert paper is not None, code
    papers_done.typeset(paper.pk, by=System("jobs"), now=LATER)
    return papers.pdf_of(paper.pk)


def shown(cast: Cast, name: str, query: str = "", **named: int) -> bytes:
    """What the reception gets at an address of the desk."""
    response = at(cast.officials[0]).get(reverse(f"desk:{name}", kwargs=named) + query)
    assert response["Content-Type"] == "application/pdf", (response.status_code, name)
    return response.content


def birth(cast: Cast, *outcomes: str, **typed: str) -> Dossier:
    """A birth handed in online and taken as far as these outcomes."""
    dossier = a_dossier(cast.an, typed=typed_birth(result_method="one_stop", **typed))
    return cast.go(dossier, *outcomes, now=MONDAY)


def receipt_online(cast: Cast) -> bytes:
    """Form 01 of a dossier from the portal."""
    return issued(birth(cast, "accept").pk, "form-01")


def receipt_at_counter(cast: Cast) -> bytes:
    """Form 01 of a dossier from the counter: an original is kept, two copies are printed."""
    counter.a_copy_procedure()
    given = {"brought": counter.brought(copies=2, certified=1, number="BC-123/2003")}
    return issued(counter.received(cast.officials[0].official, **given).pk, "form-01")


def receipt_for_several(cast: Cast) -> bytes:
    """Form 01 for two dossiers of one sitting."""
    binh = cast.officials[0].official
    counter.a_copy_procedure()
    counter.a_copy_procedure("9.000816", name="Chứng thực chữ ký")
    first = counter.received(binh)
    counter.received(binh, sheet=counter.a_sheet(binh, procedure="9.000816", follows=first.pk), now=LATER)
    paper_id = actions.issue_bundle_receipt(Bundle.objects.get().pk, by=binh, now=LATER)
    return issued(Paper.objects.get(pk=paper_id).matter_id or 0, "form-01-nhieu")


def request_to_supplement(cast: Cast) -> bytes:
    """Form 02."""
    return issued(birth(cast, "accept", "ask_more").pk, "form-02")


def refusal(cast: Cast) -> bytes:
    """Form 03."""
    return issued(birth(cast, "reject").pk, "form-03")


def apology(cast: Cast) -> bytes:
    """Form 04: written on the Friday before, signed by the leader."""
    dossier = cast.go(a_dossier(cast.an, procedure=INTERLINKED), "accept", now=MONDAY)
    specialist, leader = cast.officials[1].official, cast.officials[2].official
    now = datetime(2024, 11, 8, 1, 30, tzinfo=UTC)
    new_due = datetime(2024, 11, 15, 9, 30, tzinfo=UTC)
    written = Written(dossier.matter.lead_agency_id, "Chưa có kết quả xác minh nơi cư trú.", new_due)
    actions.write_apology(dossier.pk, written, by=specialist, now=now)
    actions.sign_apology(dossier.pk, by=leader, now=now)
    return issued(dossier.pk, "form-04")


def control_slip(cast: Cast) -> bytes:
    """Form 05 after the result has come back to the one-stop."""
    dossier = birth(cast, "accept", "propose", "approve", "issued")
    at(cast.officials[0]).post(reverse("desk:dossier", kwargs={"dossier_id": dossier.pk}), {"reason": "work"})
    return shown(cast, "control_slip", dossier_id=dossier.pk)


def handed(cast: Cast, **typed: str) -> Dossier:
    """A birth from reception to the signature of the father, who came for it."""
    dossier = birth(cast, "accept", "propose", "approve", "issued", **typed)
    new = NewHandOver(Receiver("Điểu Văn Khang", Relation.FAMILY, "4321"), ["Giấy chứng sinh"])
    actions.hand_over_at_counter(dossier.pk, new, by=cast.officials[0].official, now=MONDAY + timedelta(hours=2))
    return dossier


def register(cast: Cast) -> bytes:
    """Form 06 of October."""
    handed(cast)
    return shown(cast, "register_pdf", PERIOD)


def slip_for_a_result(cast: Cast) -> bytes:
    """Phiếu biên nhận kết quả."""
    return shown(cast, "slip", dossier_id=handed(cast).pk)


def hand_over_list(cast: Cast) -> bytes:
    """Phiếu bàn giao kết quả of the day."""
    dossier = birth(cast, "accept", "propose", "approve", "issued", **COPIES)
    return shown(cast, "arrivals_of", "?ngay=2024-10-14", agency_id=dossier.matter.lead_agency_id)


def receipt_for_fees(cast: Cast) -> bytes:
    """Biên lai thu phí, lệ phí, in three copies."""
    dossier = birth(cast, "accept", **COPIES)
    receipt = collected(dossier, cast.officials[0].official)
    return shown(cast, "receipt", receipt_id=receipt.pk)


def notice_of_stop(cast: Cast) -> bytes:
    """Thông báo dừng giải quyết hồ sơ, by the leader's office."""
    return issued(birth(cast, "accept", "stop").pk, "notice-of-stop")


def receipt_for_originals(cast: Cast) -> bytes:
    """Phiếu trả lại giấy tờ."""
    counter.a_copy_procedure()
    given = {"brought": counter.brought(number="BC-123/2003")}
    dossier = counter.received(cast.officials[0].official, **given)
    custody = Custody.objects.get(dossier=dossier)
    actions.give_back(dossier.pk, [custody.pk], TEO.full_name, by=cast.officials[0].official, now=LATER)
    return issued(dossier.pk, "phieu-tra-giay-to")


def birth_certificate(cast: Cast) -> bytes:
    """Giấy khai sinh: a result, signed for the committee."""
    return issued(birth(cast, "accept", "propose", "approve", "issued").pk, "giay-khai-sinh")
