"""A leader's morning: who has how much, what will be late, and a batch signed with a look at each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from motcua.domain.papers import queries as papers
from motcua.domain.signatures import queries as signatures
from motcua.kernel.actors import Citizen
from tests.build import people, signing
from tests.build.dossiers import a_dossier, open_task, walk
from tests.build.signed_results import SEAL, office_of, result_of
from tests.domain.signatures.test_sign import judged_by_poppler
from tests.journeys.conftest import MORNING, Cast, Visit
from tests.journeys.running import Site
from tests.journeys.stories import sit_down
from tests.journeys.test_seed_letter import aside
from tests.journeys.visitor import DESK

pytestmark = pytest.mark.browser
EARLIER = MORNING - timedelta(hours=3)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_leader_signs_what_was_looked_at(visit: Visit, cast: Cast, scripts: bool) -> None:
    citizens = [Citizen(cast.an.pk), people.a_stranger(), people.an("070188000111", "Lê Văn Ba")]
    first, second, third = (
        walk(a_dossier(citizen, now=EARLIER), cast.commune, "proposed", now=EARLIER) for citizen in citizens
    )
    chi = visit("Chi", scripts=scripts, size=DESK)
    sit_down(chi, cast.commune.leader.account)
    chi.follow("Phân công")
    chi.looks_in_both_sizes("team")
    chi.follow("Sắp đến hạn")
    chi.looks_in_both_sizes("ahead")
    chi.follow("Giải quyết nhiều hồ sơ")
    chi.looks_in_both_sizes("several")
    for dossier in (first, second):
        chi.page.locator("summary", has_text=str(dossier.matter.code)).click()
        chi.page.locator(f"#viec-{open_task(dossier).pk}").check()
    chi.looks("opened")
    chi.press("Giải quyết các hồ sơ đã đánh dấu")
    chi.sees(str(first.matter.code))
    chi.looks_in_both_sizes("decided")
    assert [open_task(dossier).step for dossier in (first, second, third)] == ["number", "number", "sign"]


@pytest.fixture
def tokens(site: Site, cast: Cast, settings: Any) -> Iterator[None]:
    """The leader and the People's Committee have tokens, which the site knows."""
    settings.MOTCUA_PKCS11 = str(signing.LIBRARY)
    signing.library()
    aside(signing.everybody_trusts)
    person, agency = signing.in_a_token("Phạm Thị Chi"), signing.in_a_token(SEAL)
    aside(lambda: signing.a_key(person, account_id=cast.commune.leader.account.pk))
    aside(lambda: signing.a_key(agency, agency_id=office_of(cast.commune).pk))
    told = {"MOTCUA_PKCS11": settings.MOTCUA_PKCS11, "SOFTHSM2_CONF": signing.os.environ["SOFTHSM2_CONF"]}
    site.surroundings.update(told)
    site.restart()
    yield
    for name in told:
        site.surroundings.pop(name)
    site.restart()


def test_results_are_signed_with_one_pin_sealed_with_another_and_checked(
    visit: Visit, cast: Cast, tokens: None, tmp_path: Path
) -> None:
    citizens = [Citizen(cast.an.pk), people.a_stranger()]
    dossiers = [walk(a_dossier(each, now=EARLIER), cast.commune, "proposed", now=EARLIER) for each in citizens]
    chi, thu = visit("Chi", scripts=False, size=DESK), visit("Thư", scripts=False, size=DESK)
    for somebody, account, pin in ((chi, cast.commune.leader, "anh/chị"), (thu, cast.commune.clerk, "cơ quan")):
        sit_down(somebody, account.account)
        somebody.open("/can-bo/nhieu-ho-so/")
        for dossier in dossiers:
            somebody.page.locator("summary", has_text=str(dossier.matter.code)).click()
            somebody.page.locator(f"#viec-{open_task(dossier).pk}").check()
        somebody.press("Giải quyết các hồ sơ đã đánh dấu")
        somebody.sees("Hãy nhập mã PIN")
        somebody.looks_in_both_sizes("pin-asked")
        somebody.page.get_by_label(f"Mã PIN chữ ký số của {pin}").fill(signing.PIN)
        somebody.press("Giải quyết các hồ sơ đã đánh dấu")
        somebody.looks_in_both_sizes("signed")
    for dossier in dossiers:
        pdf = papers.pdf_of(result_of(dossier).pk)
        assert judged_by_poppler(pdf, tmp_path) == ["Signature is Valid."] * 2
    thu.album.keep("giay-khai-sinh.pdf", pdf)
    thu.open(f"/can-bo/ho-so/{dossier.pk}/")
    thu.looks_in_both_sizes("dossier")
    thu.follow("Đã ký số")
    thu.sees("Đang có hiệu lực sử dụng")
    thu.looks_in_both_sizes("checked")
    known = aside(lambda: signatures.examined(pdf))
    assert known.document.standing == "in_force"
