"""The pages of what an office decides about a whole dossier; each is looked at in both languages and both sizes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters.models import Task
from motcua.kernel.actors import Citizen, System
from tests.build import people
from tests.build.cast import NOTICE
from tests.build.cast import Cast as Officials
from tests.build.dossiers import PDF, a_dossier, typed_birth
from tests.build.routes import HAND_OVER, RECEIVE, WITH_PAYMENT, a_procedure, step
from tests.journeys.conftest import MORNING, Cast, Visit
from tests.journeys.stories import sit_down
from tests.journeys.visitor import DESK, Visitor

pytestmark = pytest.mark.browser
EARLIER = MORNING - timedelta(days=3)  # Friday: what had an hour then is over
LONG_BEFORE = MORNING - timedelta(days=45)
GROUND = "Văn bản số 15/TA-DS ngày 14/10/2024 của Tòa án nhân dân huyện về việc thụ lý tranh chấp."
WHY = "Kết luận thanh tra: việc dừng giải quyết không đúng quy định, phải giải quyết lại."
PROOF = {"name": "thong-bao-thu-ly.pdf", "mimeType": "application/pdf", "buffer": PDF}


def officials(cast: Cast) -> Officials:
    """The cast of the journeys as the builders of dossiers know it."""
    everybody = (*cast.commune.everybody, people.the_police(), people.the_insurer())
    return Officials(Citizen(cast.an.pk), everybody)


def at_the_desk(visit: Visit, cast: Cast) -> Visitor:
    """The leader, who may decide everything that can be decided."""
    chi = visit("Chi", size=DESK)
    sit_down(chi, cast.commune.leader.account)
    return chi


def asks(who: Visitor, path: str, name: str, typed: dict[str, list[str]], button: str, **files: object) -> None:
    """A page that asks: as it comes, sent empty, and sent with what it wants."""
    who.open(path)
    who.looks_in_both_sizes(name)
    who.press(button)
    who.looks_in_both_sizes(f"{name}-mistake")
    who.fill(typed)
    for box, file in files.items():
        who.page.locator(f'input[name="{box}"]').set_input_files([file])  # type: ignore[list-item]
    who.press(button)
    assert who.page.locator(".govuk-error-summary").count() == 0, who.text()


def seen_by_an(visit: Visit, dossier: Dossier, name: str) -> None:
    """The citizen's page of the same dossier."""
    an = visit("An")
    an.open(f"/ho-so/{dossier.pk}/")
    an.come_in_as("Điểu Thị An")
    an.looks_in_both_sizes(name)


def test_a_hold_with_its_proof(visit: Visit, cast: Cast) -> None:
    dossier = officials(cast).go(a_dossier(Citizen(cast.an.pk), now=MORNING), "accept", now=MORNING)
    chi = at_the_desk(visit, cast)
    typed = {"reason": ["dispute"], "ground": [GROUND]}
    asks(chi, f"/can-bo/ho-so/{dossier.pk}/tam-dung/", "hold", typed, "Tạm dừng", proof=PROOF)
    chi.sees(GROUND)
    chi.looks_in_both_sizes("held")
    seen_by_an(visit, dossier, "held")
    chi.open("/can-bo/luu-y/")
    chi.sees("Đang có tranh chấp")
    chi.looks_in_both_sizes("attention-held")
    chi.follow(str(dossier.matter.code))
    chi.press("Kết thúc tạm dừng")
    chi.sees("Đã kết thúc tạm dừng")
    chi.looks_in_both_sizes("hold-ended")


def test_a_second_supplement_and_a_correction(visit: Visit, cast: Cast) -> None:
    builders = officials(cast)
    dossier = builders.go(a_dossier(builders.an, now=MORNING), "accept", "ask_more", "supplied", now=MORNING)
    chi = at_the_desk(visit, cast)
    path = f"/can-bo/ho-so/{dossier.pk}"
    chi.open(f"{path}/")
    chi.page.locator("summary", has_text="Quyết định khác về hồ sơ").click()
    chi.looks_in_both_sizes("deeds")
    asks(chi, f"{path}/cho-bo-sung-them/", "allow", {"reason": [WHY]}, "Cho phép")
    chi.open(f"{path}/dinh-chinh/")
    chi.looks_in_both_sizes("corrections")
    chi.press("Tiếp tục")
    chi.looks_in_both_sizes("corrections-mistake")
    chi.page.locator("select").select_option("child_name")
    chi.press("Tiếp tục")
    typed = {"child_name": ["Điểu Minh Khoa"], "ly-do": ["Cán bộ gõ nhầm tên của cháu."]}
    asks(chi, chi.path, "correct", typed, "Đính chính")
    chi.sees("Nay là: Điểu Minh Khoa")
    chi.looks_in_both_sizes("corrected")
    seen_by_an(visit, dossier, "corrected")


def test_a_result_issued_again_and_a_dossier_taken_up_again(visit: Visit, cast: Cast) -> None:
    builders = officials(cast)
    outcomes = ("accept", "propose", "approve", "issued", "returned")
    dossier = builders.go(a_dossier(builders.an, now=MORNING), *outcomes, now=MORNING)
    paper = next(each for each in queries.with_everything(dossier, "vi").papers if each.result)
    chi = at_the_desk(visit, cast)
    path = f"/can-bo/ho-so/{dossier.pk}"
    asks(chi, f"{path}/cap-lai/{paper.pk}/", "reissue", {"reason": [WHY]}, "Cấp lại")
    chi.looks_in_both_sizes("reissued")
    asks(chi, f"{path}/giai-quyet-lai/", "reopen", {"reason": [WHY]}, "Quyết định giải quyết lại")
    chi.sees("Đã được giải quyết lại bằng hồ sơ")
    chi.looks_in_both_sizes("reopened")
    seen_by_an(visit, dossier, "taken-up-again")


def test_silence_and_everything_else_that_wants_attention(visit: Visit, cast: Cast) -> None:
    builders = officials(cast)
    answer = {"answered": "conclude", "no_answer": "conclude"}
    steps = {
        "receive": RECEIVE,
        "work": step("competent", "specialist", {"consult": {"fork": ["police", "insurer"]}}),
        "police": step("area: cong-an-xa", "specialist", answer, silence="no_answer"),
        "insurer": step("area: bhxh-huyen", "specialist", answer),
        "conclude": step(
            "competent", "specialist", {"done": {"to": "hand_over", "move": "finish"}}, join=["police", "insurer"]
        ),
        "hand_over": HAND_OVER,
    }
    a_procedure("9.000041", steps)
    born = {"child_birth_date-month": "8", "birth_notice_date-month": "8"}
    asked = a_dossier(builders.an, now=LONG_BEFORE, typed=typed_birth(**born))
    builders.go(asked, "accept", "ask_more", now=LONG_BEFORE)
    dossier = a_dossier(builders.an, procedure="9.000041", now=EARLIER)
    builders.go(dossier, "accept", "consult", now=EARLIER)
    clock = System("jobs")
    actions.draft_apologies(by=clock, now=MORNING)
    actions.note_closed_windows(by=clock, now=MORNING)
    chi = at_the_desk(visit, cast)
    chi.open("/can-bo/luu-y/")
    chi.looks_in_both_sizes("attention")
    chi.press("Làm tiếp, không chờ trả lời")
    chi.sees("Đã làm tiếp mà không chờ trả lời")
    assert Task.objects.get(matter_id=dossier.pk, step="police").outcome == "no_answer"
    chi.looks_in_both_sizes("went-on")


def test_nothing_wants_attention(visit: Visit, cast: Cast) -> None:
    chi = at_the_desk(visit, cast)
    chi.open("/can-bo/luu-y/")
    chi.sees("Không có hồ sơ nào cần lưu ý")
    chi.looks_in_both_sizes("attention-none")


def test_a_payment_is_asked_for_and_noted(visit: Visit, cast: Cast) -> None:
    a_procedure("9.000001", WITH_PAYMENT, limit="3 working_days", policy="same_time")
    builders = officials(cast)
    dossier = builders.go(a_dossier(builders.an, procedure="9.000001", now=MORNING), "accept", now=MORNING)
    task = Task.objects.get(matter_id=dossier.pk, closed_at=None)
    registrar = visit("Hộ", size=DESK)
    sit_down(registrar, cast.commune.registrar.account)
    typed = {
        "thong-bao-co-quan": [NOTICE.issuer],
        "thong-bao-so": [NOTICE.number],
        "thong-bao-ngay-day": ["14"],
        "thong-bao-ngay-month": ["10"],
        "thong-bao-ngay-year": ["2024"],
        "thong-bao-so-tien": ["1.250.000"],
        "thong-bao-noi-nop": [NOTICE.payee],
        "ly-do": ["Lệ phí trước bạ và thuế thu nhập cá nhân."],
    }
    registrar.open(f"/can-bo/ho-so/{dossier.pk}/")
    registrar.follow("bill…")
    asks(registrar, registrar.path, "notice", typed, "bill", **{"thong-bao-tep": PROOF})
    registrar.looks_in_both_sizes("owed")
    seen_by_an(visit, dossier, "owed")
    task = Task.objects.get(matter_id=dossier.pk, closed_at=None)
    paid = {
        "chung-tu-so": ["GNT-0099/2024"],
        "chung-tu-ngay-day": ["14"],
        "chung-tu-ngay-month": ["10"],
        "chung-tu-ngay-year": ["2024"],
    }
    asks(registrar, f"/can-bo/viec/{task.pk}/paid/", "receipt", paid, "paid")
    registrar.looks_in_both_sizes("met")


def test_the_list_of_all_dossiers_and_the_days_it_looks_through(visit: Visit, cast: Cast) -> None:
    for citizen in (people.an("070194001511", "Người thứ nhất"), people.a_stranger()):
        Officials.go(officials(cast), a_dossier(citizen, now=EARLIER), "accept", now=EARLIER)
    chi = at_the_desk(visit, cast)
    for path, name in (
        ("/can-bo/ho-so/", "dossiers"),
        ("/can-bo/ho-so/?trang-thai=handed_over", "dossiers-within-a-year"),
        ("/can-bo/ho-so/?since=2024-10-31&until=2024-10-01", "dossiers-mistake"),
    ):
        chi.open(path)
        chi.looks_in_both_sizes(name)
