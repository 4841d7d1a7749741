"""Which decisions an official is offered on a dossier's page: what the rules allow now, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.domain.dossiers import actions, queries
from motcua.domain.dossiers.models import Dossier
from motcua.kernel.errors import NotFound
from tests.build import people
from tests.build.cast import REASON, Cast
from tests.build.dossiers import MONDAY, PDF, a_dossier

pytestmark = pytest.mark.django_db
LATER = MONDAY + timedelta(hours=2)
RECEPTION, SPECIALIST, LEADER, CLERK = range(4)


def offered(cast: Cast, dossier: Dossier, who: int) -> list[str]:
    official = cast.officials[who].official
    seen = queries.one_seen_by(official, dossier.pk)
    return queries.deeds_open_to(official, seen, queries.happened_to(seen), queries.requests_of(seen))


@pytest.mark.parametrize(
    ("outcomes", "who", "deeds"),
    [
        ((), SPECIALIST, []),
        (("accept",), RECEPTION, ["correct"]),
        (("accept",), CLERK, []),
        (("accept",), SPECIALIST, ["write_apology", "hold", "correct"]),
        (("accept",), LEADER, ["write_apology", "hold", "correct"]),
        (("accept", "ask_more"), LEADER, ["correct"]),
        (("accept", "ask_more", "supplied"), SPECIALIST, ["write_apology", "hold", "correct"]),
        (("accept", "ask_more", "supplied"), LEADER, ["write_apology", "allow_supplement", "hold", "correct"]),
        (("accept", "stop"), SPECIALIST, []),
        (("accept", "stop"), LEADER, ["reopen"]),
        (("accept", "propose", "approve", "issued"), LEADER, ["correct", "reissue"]),
        (("accept", "propose", "approve", "issued", "returned"), LEADER, ["correct", "reissue", "reopen"]),
    ],
)
def test_by_state_and_duty(outcomes: tuple[str, ...], who: int, deeds: list[str]) -> None:
    cast = Cast.of()
    assert offered(cast, cast.go(a_dossier(cast.an), *outcomes, now=MONDAY), who) == deeds


def test_while_the_clock_is_held_it_can_be_let_go_and_not_held_again() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    actions.hold(dossier.pk, "opinion", REASON, ("a.pdf", PDF), by=cast.officials[1].official, now=LATER)
    assert offered(cast, dossier, SPECIALIST) == ["end_hold", "write_apology", "correct"]


def test_what_was_done_once_for_good_is_not_offered_again() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", "ask_more", "supplied", now=MONDAY)
    leader = cast.officials[2].official
    actions.allow_supplement(dossier.pk, REASON, by=leader, now=LATER)
    new_due = MONDAY + timedelta(days=9)
    actions.write_apology(dossier.pk, actions.Written(leader.agency_id, REASON, new_due), by=leader, now=LATER)
    assert offered(cast, dossier, LEADER) == ["write_apology", "hold", "correct"]
    actions.sign_apology(dossier.pk, by=leader, now=LATER)
    assert offered(cast, dossier, LEADER) == ["hold", "correct"]
    actions.stop(dossier.pk, REASON, by=cast.officials[1].official, now=LATER)
    actions.reopen(dossier.pk, REASON, by=leader, now=LATER)
    assert offered(cast, dossier, LEADER) == []


def test_corrections_are_told_in_the_words_of_the_question() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    typed = {"child_gender": ["female"]}
    actions.correct(dossier.pk, "child_gender", typed, REASON, by=cast.officials[1].official, now=LATER)
    dossier.refresh_from_db()
    made = queries.happened_to(dossier).corrections
    [told] = queries.corrections_in_words(dossier, made, "vi", {})
    assert (told.label, told.before, told.after, told.by) == ("Giới tính của bé", "Nam", "Nữ", "Lê Thị Hộ")
    [told] = queries.corrections_in_words(dossier, made, "en", {})
    assert (told.before, told.after) == ("Male", "Female")


def test_form_04_names_an_agency_that_has_a_part_in_the_dossier() -> None:
    cast = Cast.of()
    dossier = cast.go(a_dossier(cast.an), "accept", now=MONDAY)
    lead = dossier.matter.lead_agency
    assert queries.agency_in(dossier, lead.pk) == lead
    with pytest.raises(NotFound):
        queries.agency_in(dossier, people.dung().official.agency_id)
    written = actions.Written(lead.pk, REASON, MONDAY + timedelta(days=9))
    apology = actions.write_apology(dossier.pk, written, by=cast.officials[1].official, now=LATER)
    assert queries.apology_content(dossier, apology)["at_fault"] == lead.name
