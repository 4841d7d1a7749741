"""Publishing a route: only a sound one, never changed, one in force on any day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.domain.dossiers.states import IMPLICIT_MOVES, WORKFLOW
from motcua.domain.routes import actions, queries
from motcua.kernel.errors import Malformed, NotFound
from motcua.kernel.route import Route, verify
from tests.build import journal
from tests.build.cast import Cast
from tests.build.dossiers import MONDAY, a_dossier, open_task
from tests.build.people import NURSE
from tests.build.refusals import refused
from tests.build.routes import the_steps_of_a_birth

pytestmark = pytest.mark.django_db
DAY = date(2024, 10, 14)


def body(title: str = "Một", **steps: Any) -> dict[str, Any]:
    """The route of a birth under another title."""
    return {"kind": "dossier", "title": title, "start": "receive", "steps": {**the_steps_of_a_birth(), **steps}}


def publish(code: str, written: dict[str, Any], since: date = DAY) -> Any:
    """Publish it with what `verify` finds."""
    findings = verify(Route.from_mapping(written, code), WORKFLOW, implicit=IMPLICIT_MOVES)
    return actions.publish(code, written, findings, valid_from=since, by=NURSE, now=MONDAY)


def test_a_sound_route_is_in_force_from_its_day() -> None:
    version = publish("thu", body())
    assert queries.in_force("thu", DAY) == version
    assert journal.facts("routes.published") == {"route": "thu", "from": "2024-10-14"}
    with pytest.raises(NotFound):
        queries.in_force("thu", DAY - timedelta(days=1))


def test_the_same_again_is_nothing_new() -> None:
    publish("thu", body())
    entries = journal.count()
    assert publish("thu", body(), DAY + timedelta(days=9)) is None
    assert journal.count() == entries


def test_a_new_version_ends_the_old_one_the_day_before() -> None:
    first = publish("thu", body())
    second = publish("thu", body("Hai"), DAY + timedelta(days=10))
    assert queries.in_force("thu", DAY + timedelta(days=9)) == first
    assert queries.in_force("thu", DAY + timedelta(days=10)) == second
    first.refresh_from_db()
    assert first.valid_to == DAY + timedelta(days=9)


def test_a_route_that_something_older_comes_to_name_begins_earlier() -> None:
    version = publish("thu", body())
    publish("thu", body(), DAY - timedelta(days=30))
    assert queries.in_force("thu", DAY - timedelta(days=30)) == version
    assert journal.facts("routes.published") == {"route": "thu", "from": "2024-09-14"}


def test_an_older_version_put_in_afterwards_ends_where_the_next_begins() -> None:
    later = publish("thu", body())
    earlier = publish("thu", body("Cũ"), DAY - timedelta(days=30))
    assert queries.in_force("thu", DAY - timedelta(days=1)) == earlier
    assert queries.in_force("thu", DAY) == later


def test_two_versions_of_one_day_are_refused() -> None:
    publish("thu", body())
    with refused("route_already_published", route="thu"):
        publish("thu", body("Hai"))


def test_a_route_with_a_fault_is_refused_with_its_story() -> None:
    broken = body(orphan={"title": "Lạc", "desk": "one_stop", "duty": "clerk", "outcomes": {"x": "end"}})
    findings = verify(Route.from_mapping(broken, "thu"), WORKFLOW, implicit=IMPLICIT_MOVES)
    assert findings
    with refused("route_with_findings", story=findings[0].story):
        publish("thu", broken)


def test_nonsense_is_no_route() -> None:
    with pytest.raises(Malformed):
        actions.publish("thu", {"kind": "dossier"}, [], valid_from=DAY, by=NURSE, now=MONDAY)


def test_a_dossier_keeps_the_route_of_the_day_it_was_handed_in() -> None:
    cast = Cast.of()
    dossier = a_dossier(cast.an)
    changed = body("Hộ tịch mới")
    changed["steps"]["receive"]["title"] = "Tiếp nhận theo cách mới"
    publish("ho-tich-trong-ngay", changed, DAY + timedelta(days=1))
    assert cast.go(dossier, "accept", "propose", now=MONDAY + timedelta(days=2)).state == "in_progress"
    assert dossier.matter.route.title != "Hộ tịch mới"
    later = a_dossier(cast.an, now=MONDAY + timedelta(days=2))
    assert open_task(later).title == "Tiếp nhận theo cách mới"
