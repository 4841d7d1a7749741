"""The catalogues on real connections: several imports at once, and what other processes see of a change."""

from __future__ import annotations

from django.db.transaction import atomic

from motcua.domain.procedures import queries
from motcua.domain.procedures.models import NationalProcedure
from tests.build.threads import at_once
from tests.domain.procedures.catalogue import DAY
from tests.domain.procedures.records import a_record, lines, take


def _codes(words: str) -> list[str]:
    return [hit.code for hit in queries.find(words, DAY).hits]


def test_of_two_imports_at_once_one_finds_the_work_done(committed_db: str) -> None:
    content = lines(*(a_record(f"8.{number:06d}") for number in range(30)))
    done = at_once([lambda: take(content)] * 3)
    assert sorted(each.created for each in done) == [0, 0, 30]
    assert sorted(each.unchanged for each in done) == [0, 30, 30]
    assert NationalProcedure.objects.count() == 30


def test_another_process_sees_what_was_published_and_nothing_that_was_rolled_back(committed_db: str) -> None:
    take(lines(a_record()))
    assert _codes("bien so be nua") == []

    def renamed() -> list[str]:
        take(lines(a_record("8.000002", name="Cấp biển số bè nứa")))
        return _codes("bien so be nua")

    def undone() -> None:
        with atomic():
            take(lines(a_record("8.000003", name="Cấp mái chèo")))
            assert _codes("mai cheo") == ["8.000003"]
            raise KeyError("undone")

    assert at_once([renamed]) == [["8.000002"]]
    assert _codes("bien so be nua") == ["8.000002"]
    assert isinstance(at_once([undone])[0], KeyError)
    assert _codes("mai cheo") == []
