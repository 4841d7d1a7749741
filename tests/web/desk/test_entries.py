"""Officials read every entry of a repeated group among the answers of a dossier."""

from __future__ import annotations

import pytest
from django.urls import reverse

from motcua.domain.dossiers import actions
from tests.build import people, trial
from tests.build.dossiers import MONDAY, Commune
from tests.build.people import BOM_BO
from tests.build.trial import a_household, typed_member
from tests.web.desk.visits import at, text_of

pytestmark = pytest.mark.django_db


def test_the_page_of_a_dossier_shows_each_entry() -> None:
    trial.publish()
    an, commune = people.an(), Commune.of()
    members = (typed_member(**{"home-code": BOM_BO}), typed_member("Điểu Văn Sơn"))
    dossier = actions.submit(a_household(an, *members).token, by=an, now=MONDAY)
    page = text_of(at(commune.reception).get(reverse("desk:dossier", kwargs={"dossier_id": dossier.pk})))
    for words in ("Thành viên 1: Họ tên", "Điểu Thị Hoa", "Bom Bo", "Thành viên 2: Họ tên", "Điểu Văn Sơn"):
        assert words in page
