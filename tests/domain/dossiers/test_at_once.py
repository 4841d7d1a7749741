"""Several people at the very same moment, on real connections; and what a step costs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection
from django.db.transaction import atomic
from django.test.utils import CaptureQueriesContext

from motcua.domain.dossiers import actions
from motcua.domain.dossiers.actions import Said
from motcua.domain.dossiers.models import Dossier
from motcua.domain.matters import actions as matters_acts
from motcua.domain.matters import queries as matters
from motcua.domain.matters.models import Matter, Task
from motcua.domain.papers.models import Paper
from motcua.kernel.errors import Refused
from tests.build import jobs, journal, people
from tests.build.cast import Cast
from tests.build.dossiers import BIRTH, CHILD_NUMBER, MONDAY, PDF, Commune, a_dossier, a_draft, open_task, walk
from tests.build.threads import at_once

LATER = MONDAY + timedelta(hours=1)
FOUND = Said(entries={"child_id_number": CHILD_NUMBER})


def codes(results: list[object]) -> list[str]:
    """The refusals among the results."""
    return [result.code for result in results if isinstance(result, Refused)]


def test_handing_in_twice_at_once_makes_one_dossier(committed_db: str) -> None:
    an = people.an()
    draft = a_draft(an)
    results = at_once([lambda: actions.submit(draft.token, by=an, now=MONDAY)] * 4)
    assert {dossier.pk for dossier in results} == {Dossier.objects.get().pk}
    assert journal.verbs_of(results[0].pk) == ["dossiers.submitted"]
    assert len(jobs.waiting("dossiers.tell_submitted")) == 1


def test_beginning_twice_at_once_makes_one_draft(committed_db: str) -> None:
    an = people.an()
    results = at_once([lambda: actions.start(BIRTH, by=an, now=MONDAY)] * 3)
    assert len({draft.pk for draft in results}) == 1


def test_of_two_who_complete_a_task_one_wins_and_the_other_is_told_who(committed_db: str) -> None:
    commune, rival = Commune.of(), people.the_registrar()
    task = open_task(walk(a_dossier(), commune, "accepted"))
    officials = [commune.registrar, rival]
    results = at_once(
        [
            lambda who=who: actions.complete_task(task.pk, "propose", by=who.official, now=LATER, said=FOUND)  # type: ignore[misc]
            for who in officials
        ]
    )
    [winner] = [who for who, result in zip(officials, results, strict=True) if isinstance(result, Dossier)]
    [refusal] = [result for result in results if isinstance(result, Refused)]
    assert (refusal.code, refusal.details["closed_by"]) == ("task_closed", winner.account.pk)
    assert journal.verbs_of(task.matter_id).count("dossiers.advanced") == 1
    assert Task.objects.filter(matter_id=task.matter_id, step="sign").count() == 1


def test_what_another_wrote_while_a_step_waited_for_the_lock_is_kept(committed_db: str) -> None:
    """A dossier joined to the locked task without a lock of its own would be as old as the wait."""
    commune = Commune.of()
    task = open_task(walk(a_dossier(), commune, "accepted"))

    def complete() -> object:
        try:
            return actions.complete_task(task.pk, "propose", by=commune.registrar.official, now=LATER, said=FOUND)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as aside:
        with atomic():
            dossier = Dossier.objects.get(pk=Matter.objects.lock(task.matter_id).pk)
            dossier.findings = {"note": "the other branch"}
            dossier.save(update_fields=["findings"])
            waiting = aside.submit(complete)
            with connection.cursor() as cursor:
                for _ in range(20_000):
                    cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
                    if cursor.fetchone() != (0,):
                        break
                else:
                    raise AssertionError("nobody waited for the lock")
        waiting.result(timeout=30)
    kept = Dossier.objects.get(pk=task.matter_id).findings
    assert kept == {"note": "the other branch", "child_id_number": CHILD_NUMBER}


def test_of_two_who_claim_one_gets_it_and_the_other_is_told_who(committed_db: str) -> None:
    commune, rival = Commune.of(), people.the_registrar()
    task = open_task(walk(a_dossier(), commune, "accepted"))
    officials = [commune.registrar, rival]
    results = at_once(
        [lambda who=who: matters_acts.claim(task.pk, by=who.official, now=LATER) for who in officials]  # type: ignore[misc]
    )
    task.refresh_from_db()
    [refusal] = [result for result in results if isinstance(result, Refused)]
    assert (refusal.code, refusal.details["assignee"]) == ("task_taken", task.assignee_id)
    assert journal.verbs_of(task.matter_id).count("matters.task_claimed") == 1


def test_eight_acceptances_at_once_are_numbered_without_gaps_or_doubles(committed_db: str) -> None:
    binh = people.binh().official
    filed = [a_dossier().pk for _ in range(8)]
    results = at_once([lambda pk=pk: actions.accept(pk, by=binh, now=MONDAY) for pk in filed])  # type: ignore[misc]
    given = sorted(str(code) for code in Matter.objects.values_list("code", flat=True))
    assert given == [f"H10.30.13.01-241014-{number:04d}" for number in range(1, 9)], results
    receipts = Paper.objects.filter(register="giay-tiep-nhan").values_list("number", flat=True)
    assert sorted(receipts) == list(range(1, 9))


def test_taking_back_and_accepting_at_once_do_not_lock_each_other_out(committed_db: str) -> None:
    cast = Cast.of()
    binh = cast.officials[0].official
    for _ in range(6):
        dossier = a_dossier(cast.an)
        task = open_task(dossier)
        accepted, withdrawn = at_once(
            [
                lambda: actions.complete_task(task.pk, "accept", by=binh, now=LATER),  # noqa: B023
                lambda: actions.withdraw(dossier.pk, by=cast.an, now=LATER),  # noqa: B023
            ]
        )
        assert isinstance(withdrawn, Dossier), withdrawn
        assert isinstance(accepted, Dossier) or codes([accepted]) == ["task_closed"], accepted
        assert Dossier.objects.get(pk=dossier.pk).state == "withdrawn"
        assert not Task.objects.filter(matter_id=dossier.pk, closed_at__isnull=True).exists()
    assert matters.orphans() == []


def test_supplying_and_stopping_at_once_one_wins(committed_db: str) -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "ask_more", now=MONDAY)
    now, binh = MONDAY + timedelta(days=40), cast.whose(dossier)
    results = at_once(
        [
            lambda: actions.resume(dossier.pk, [("khac", "a.pdf", PDF)], "", by=cast.an, now=now),
            lambda: actions.stop(dossier.pk, "Quá hạn chưa bổ sung.", by=binh, now=now),
        ]
    )
    [refusal] = codes(results)
    assert refusal in {"task_closed", "illegal_move", "nothing_was_asked"}
    assert Dossier.objects.get().state in {"new", "stopped"}
    assert matters.orphans() == []


def test_a_usual_step_takes_at_most_fourteen_statements(committed_db: str) -> None:
    commune = Commune.of()
    task = open_task(walk(a_dossier(), commune, "accepted"))
    with CaptureQueriesContext(connection) as asked:
        actions.complete_task(task.pk, "propose", by=commune.registrar.official, now=LATER, said=FOUND)
    statements = [query["sql"] for query in asked.captured_queries]
    assert {"BEGIN", "COMMIT"} <= set(statements)
    assert len(statements) <= 14, "\n".join(statements)
