"""A paper that a person signs before it has its number: kept as it was signed, numbered with its seal or not."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from motcua.domain.agencies.models import Agency
from motcua.domain.papers import actions, queries
from motcua.domain.papers.actions import NewPaper, Signed
from motcua.domain.papers.models import Paper, Template, Unsealed
from motcua.kernel.actors import System
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.refusals import refused

pytestmark = pytest.mark.django_db
AT = datetime(2024, 10, 14, 2, 0, tzinfo=UTC)
TODAY = date(2024, 10, 14)
MATTER, STEP, PDF = 7, 70, b"%PDF-1.7 signed"
BIRTH, RESIDENCE = "giay-khai-sinh", "giay-xac-nhan-tthn"


def kept(*, step: int = STEP, template: str = BIRTH, pdf: bytes = PDF, code: str = "VB-7K3M-9PQ9") -> Unsealed:
    leader = people.chi().official
    new = NewPaper(template, leader.agency_id, {"child": {"full_name": "Điểu Minh Khôi"}}, MATTER, result=True)
    return actions.keep_signed(new, Signed(pdf, {}, code), task_id=step, by=leader, now=AT)


def sealed(unsealed: Unsealed) -> Paper:
    return actions.issue_sealed(
        unsealed, lambda pdf, symbol: pdf + symbol.encode(), result=True, by=people.the_clerk().official, now=AT
    )


def test_what_was_signed_gets_number_and_seal_and_is_stored_at_once() -> None:
    unsealed = kept()
    assert queries.signed_file(unsealed) == PDF
    paper = sealed(unsealed)
    assert (paper.symbol, paper.number, paper.typeset_at) == ("01/2024", 1, AT)
    assert queries.pdf_of(paper.pk) == PDF + b"01/2024"
    assert paper.pk not in queries.waiting()
    unsealed.refresh_from_db()
    assert unsealed.paper == paper


def test_a_seal_that_fails_takes_no_number() -> None:
    unsealed = kept()

    def fails(pdf: bytes, symbol: str) -> bytes:
        raise RuntimeError("the token is gone")

    with pytest.raises(RuntimeError), transaction.atomic():
        actions.issue_sealed(unsealed, fails, result=True, by=people.the_clerk().official, now=AT)
    assert sealed(Unsealed.objects.get()).number == 1


def test_a_file_that_was_changed_is_not_sealed() -> None:
    unsealed = kept()
    other = kept(step=STEP + 1, pdf=b"%PDF-1.7 other", code="VB-3434-343E")
    unsealed.stored_name = other.stored_name
    with refused("paper_damaged"), transaction.atomic():
        sealed(unsealed)
    default_storage.delete(other.stored_name)
    with refused("paper_damaged"), transaction.atomic():
        sealed(other)


def test_what_is_erased_is_gone_with_its_file_and_the_others_stay(django_capture_on_commit_callbacks: Any) -> None:
    gone, stays = kept(), kept(step=STEP + 1, code="VB-3434-343E")
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_unsealed([gone], by=System("jobs"), now=AT)
        assert default_storage.exists(gone.stored_name)  # it might still be undone
    assert not default_storage.exists(gone.stored_name)
    assert Unsealed.objects.get() == stays
    assert queries.signed_file(stays) == PDF


def test_the_last_that_was_signed_is_the_one_that_waits() -> None:
    first = kept()
    second = kept(step=STEP + 1, code="VB-3434-343E")
    assert queries.unsealed_of(MATTER, BIRTH) == second
    assert queries.unsealed_of(MATTER, RESIDENCE) is None
    assert queries.unsealed_among([MATTER]) == [first, second]
    sealed(second)
    assert queries.unsealed_among([MATTER]) == [first]


def test_the_pack_says_which_papers_are_signed_with_keys() -> None:
    assert queries.signable([BIRTH, "chung-thuc", "form-01"], TODAY) == {BIRTH}
    assert queries.signable([BIRTH], date(2020, 1, 1)) == frozenset()


def test_room_is_left_for_the_number_as_the_agency_writes_it() -> None:
    agency = Agency.objects.get(pk=people.chi().official.agency_id)
    template = Template.objects.get(code=RESIDENCE)
    assert queries.agency_symbol(agency.pk, template) == agency.symbol
    assert queries.agency_symbol(agency.pk, Template.objects.get(code=BIRTH)) == ""
    pdf, places = queries.to_sign(RESIDENCE, {}, agency.pk, at=AT)
    assert pdf.startswith(b"%PDF")
    assert set(places) == {"ky", "dau", "so", "ngay"}
    with pytest.raises(NotFound):
        queries.to_sign("khong-co", {}, agency.pk, at=AT)
