"""The result is numbered and on its way to the one-stop; whether it is in time is fixed here."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers import actions
from motcua.domain.papers.models import Paper
from motcua.kernel.errors import NotFound
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import CHILD_NUMBER, INTERLINKED, MONDAY, a_dossier
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
READY = ("accept", "propose", "approve")


def test_a_finished_birth_has_its_certificate() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *READY, now=MONDAY)
    later = MONDAY + timedelta(hours=2)
    dossier = actions.finish(dossier.pk, by=cast.whose(dossier), now=later)
    assert dossier.state == "finished"
    assert (dossier.matter.finished_at, dossier.matter.verdict) == (later, "on_time")
    assert (dossier.closed_at, dossier.matter.closed_at) == (None, None)  # it still has to be collected
    [certificate] = Paper.objects.filter(matter_id=dossier.pk, result=True)
    assert (certificate.template.code, certificate.register, certificate.symbol) == (
        "giay-khai-sinh",
        "khai-sinh",
        "01/2024",
    )
    assert certificate.agency_id == dossier.matter.lead_agency_id


def test_the_certificate_says_what_was_declared_found_and_signed() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *READY, "issued", now=MONDAY)
    content: dict[str, object] = Paper.objects.get(matter_id=dossier.pk, result=True).content
    child, signer = dict(content["child"]), dict(content["signer"])  # type: ignore[call-overload]  # mappings
    assert child["full_name"] == "ĐIỂU MINH KHÔI"
    assert (child["birth_date"], child["identity_number"]) == ("2024-10-01", CHILD_NUMBER)
    assert child["gender"] == "Nam"
    assert signer == {"name": "Phạm Thị Chi", "position": "Chủ tịch"}
    assert content["registered_on"] == "2024-10-14"


@pytest.mark.parametrize(
    ("took", "verdict"), [(timedelta(days=27), "early"), (timedelta(days=28), "on_time"), (timedelta(days=29), "late")]
)
def test_early_on_time_or_late_by_the_day(took: timedelta, verdict: str) -> None:
    cast = Cast.of()
    dossier = cast.go(
        a_dossier(cast.an, procedure=INTERLINKED),
        *("accept", "propose", "approve", "issued", "propose", "approve", "propose"),
        now=MONDAY - timedelta(minutes=10),
    )
    assert dossier.matter.received_at == MONDAY
    dossier = cast.press(dossier, "approve", MONDAY + took + timedelta(hours=1))
    assert dossier.matter.verdict == verdict
    assert journal.facts("dossiers.finished")["verdict"] == verdict


def test_the_hour_does_not_make_it_late_but_the_day_does() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *READY, now=MONDAY)
    dossier = cast.press(dossier, "issued", MONDAY + timedelta(hours=14))  # ten in the evening
    assert dossier.matter.verdict == "on_time"


def test_net_time_leaves_out_what_was_waited_for() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "ask_more", now=MONDAY)
    cast.press(dossier, "supplied", MONDAY + timedelta(days=1, minutes=20))
    cast.go(dossier, "propose", "approve", "issued", now=MONDAY + timedelta(days=1, minutes=20))
    facts = journal.facts("dossiers.finished")
    assert facts["gross_minutes"] == 520
    assert facts["net_minutes"] == 40


def test_the_result_is_journalled_by_number_and_code() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *READY, "issued", now=MONDAY)
    paper = Paper.objects.get(matter_id=dossier.pk, result=True)
    facts = journal.facts("dossiers.result_issued")
    assert (facts["paper"], facts["result"]) == (paper.pk, "KQ.G15.000031")
    assert jobs.waiting("dossiers.tell_finished") == [{"dossier_id": dossier.pk}]
    assert {"paper_id": paper.pk} in jobs.waiting("papers.typeset")


def test_certificates_are_numbered_without_gaps() -> None:
    cast = Cast.of()
    for _ in range(3):
        cast.go(a_dossier(cast.an), *READY, "issued", now=MONDAY)
    numbers = Paper.objects.filter(register="khai-sinh").order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [1, 2, 3]


def test_an_office_that_cannot_do_its_part_still_hands_over_what_there_is() -> None:
    cast = Cast.of()
    dossier = cast.go(
        a_dossier(cast.an, procedure=INTERLINKED), "accept", "propose", "approve", "issued", "refused", now=MONDAY
    )
    assert dossier.state == "finished"
    assert Paper.objects.filter(matter_id=dossier.pk, result=True).count() == 1


def test_what_is_not_ready_is_not_finished() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    with refused("illegal_move", move="finish", state="in_progress"):
        actions.finish(dossier.pk, by=cast.whose(dossier), now=MONDAY)


def test_another_duty_or_another_agency_does_not_finish() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), *READY, now=MONDAY)
    with refused("other_duty", duty="clerk"):
        actions.finish(dossier.pk, by=people.chi().official, now=MONDAY)
    with pytest.raises(NotFound):
        actions.finish(dossier.pk, by=people.dung().official, now=MONDAY)
