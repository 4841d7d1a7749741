"""Queries compiled once and rows written together, against the real database with the project's own tables."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from motcua.domain.accounts.models import Account
from motcua.domain.agencies.models import Agency, Area, Calendar
from motcua.domain.dossiers.models import Draft
from motcua.domain.procedures.models import Procedure
from motcua.kernel.prepared import Blank, Prepared, Writes
from tests.build import people

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 10, 14, 1, 0, tzinfo=UTC)


def agencies_coded() -> Prepared[Agency]:
    return Prepared(
        lambda: (
            Agency.objects.filter(code=Blank("code"), valid_from__lte=Blank("day"))
            .select_related("calendar", "area__parent")
            .defer("calendar__body")
            .order_by("pk")
        )
    )


def drafts(count: int) -> list[Draft]:
    account = Account.objects.get(pk=people.an().account_id)
    procedure = Procedure.objects.order_by("pk").first()
    assert procedure is not None
    return [
        Draft(
            account=account,
            procedure=procedure,
            token=f"t{place}",
            answers={"name": f"An {place}"},
            created_at=NOW,
            updated_at=NOW,
        )
        for place in range(count)
    ]


def shown(agency: Agency) -> dict[str, Any]:
    return {name: value for name, value in vars(agency).items() if name != "_state"}


def test_it_gives_what_the_orm_gives() -> None:
    prepared = agencies_coded()
    for agency in Agency.objects.order_by("pk")[:20]:
        (found,) = prepared.all(code=agency.code, day=agency.valid_from)
        assert shown(found) == shown(Agency.objects.get(pk=agency.pk))
        with CaptureQueriesContext(connection) as more:
            assert found.area is None or isinstance(found.area, Area)
            assert isinstance(found.calendar, Calendar)
        assert len(more) == 0
        assert "body" in found.calendar.get_deferred_fields()


def test_nothing_found_is_nothing() -> None:
    prepared = agencies_coded()
    assert prepared.all(code="none such", day=NOW.date()) == []
    assert prepared.first(code="none such", day=NOW.date()) is None


def test_the_first_is_the_first_in_order() -> None:
    prepared = Prepared(lambda: Agency.objects.filter(kind=Blank("kind")).order_by("code", "pk"))
    codes = sorted(Agency.objects.filter(kind="ubnd-xa").values_list("code", flat=True))
    assert [agency.code for agency in prepared.all(kind="ubnd-xa")] == codes
    first = prepared.first(kind="ubnd-xa")
    assert first is not None
    assert first.code == codes[0]


def test_a_reverse_relation_comes_with_the_row() -> None:
    (draft,) = drafts(1)
    draft.save()
    prepared = Prepared(lambda: Draft.objects.filter(token=Blank("token")).select_related("dossier", "account"))
    found = prepared.first(token="t0")
    assert found is not None
    with CaptureQueriesContext(connection) as more:
        assert not hasattr(found, "dossier")
        assert found.account.pk == draft.account_id
        assert found.answers == {"name": "An 0"}
    assert len(more) == 0


def test_a_value_that_was_not_given_is_a_mistake_of_the_program() -> None:
    with pytest.raises(KeyError):
        agencies_coded().all(code="x")


def test_everything_is_written_in_one_statement() -> None:
    old, *new = drafts(4)
    old.save()
    old.updated_at, old.answers, old.pages_done = NOW + timedelta(hours=1), {"name": "Bình"}, ["a"]
    account = old.account
    account.phone = "0912345678"
    writes = Writes()
    writes.save(old, {"updated_at", "answers", "pages_done"})
    writes.save(account, ["phone"])
    writes.add(new)
    with CaptureQueriesContext(connection) as asked:
        writes.send()
    assert len(asked) == 1
    kept = list(Draft.objects.order_by("pk"))
    assert [draft.pk for draft in kept] == [old.pk, *(draft.pk for draft in new)]
    assert [draft.token for draft in kept] == ["t0", "t1", "t2", "t3"]
    assert [draft.answers["name"] for draft in kept] == ["Bình", "An 1", "An 2", "An 3"]
    assert (kept[0].updated_at, kept[0].pages_done) == (NOW + timedelta(hours=1), ["a"])
    assert Account.objects.get(pk=account.pk).phone == "0912345678"
    new[0].discarded_at = NOW
    new[0].save()  # an update by now, not another insert
    assert Draft.objects.count() == 4


def test_what_was_sent_is_not_sent_again() -> None:
    writes = Writes()
    writes.add(drafts(1))
    writes.send()
    (unsaved,) = drafts(1)
    with CaptureQueriesContext(connection) as asked:
        writes.send()
        writes.save(unsaved, [])
        writes.add([])
        writes.send()
    assert len(asked) == 0
    assert Draft.objects.count() == 1


def test_a_row_that_is_gone_is_said() -> None:
    (draft,) = drafts(1)
    draft.save()
    Draft.objects.filter(pk=draft.pk).delete()
    writes = Writes()
    writes.save(draft, ["updated_at"])
    with pytest.raises(DatabaseError, match="not there"):
        writes.send()
