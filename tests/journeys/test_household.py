"""A household and its members: a list that grows entry by entry, a commune among 111, a procedure that changed."""

from __future__ import annotations

import pytest

from motcua.kernel.actors import Citizen
from tests.build import land, trial
from tests.build.trial import HOUSEHOLD, a_household, typed_member
from tests.domain.dossiers.test_carry_over import OLD_FEE, new_form
from tests.journeys.conftest import MORNING, Cast, Visit

pytestmark = pytest.mark.browser


def test_a_household_without_scripts(visit: Visit, cast: Cast) -> None:
    trial.publish()
    land.the_whole_province()
    an = visit("An", scripts=False)
    an.open("/ho-so/")
    an.come_in_as("Điểu Thị An")
    an.open(f"/thu-tuc/{HOUSEHOLD}/")
    an.press("Bắt đầu nộp")
    if "/nop-cho-ai/" in an.path:
        an.fill({"whom": ["self"]})
        an.press("Tiếp tục")
    an.looks("where-you-live")
    an.page.get_by_label("Nơi trong danh sách").select_option(label="Xã Đak Nhau, Huyện Bù Đăng")
    an.page.get_by_label("Họ tên chủ hộ").fill("Điểu Văn Khang")
    an.page.get_by_label("Có", exact=True).check()
    an.press("Tiếp tục")
    an.looks("nobody-yet")
    an.press("Tiếp tục")
    an.looks("somebody-is-needed")
    for name in ("Điểu Thị Hoa", "Điểu Văn Sơn"):
        an.follow("Thêm thành viên")
        an.looks("one-member")
        an.page.get_by_label("Họ tên").fill(name)
        for box, text in (("Ngày", "5"), ("Tháng", "9"), ("Năm", "2010")):
            an.page.get_by_label(box, exact=True).fill(text)
        an.page.get_by_label("Không", exact=True).check()
        an.press("Lưu mục này")
    an.looks("two-members")
    an.follow("Bỏ")
    an.looks("remove-one")
    an.press("Bỏ mục này")
    an.press("Tiếp tục")
    an.page.get_by_label("Trên trang này").check()
    an.press("Tiếp tục")
    an.looks("review")
    an.press("Nộp hồ sơ")
    assert "/da-nop/" in an.page.url


def test_a_household_with_scripts_finds_a_commune_by_a_few_letters(visit: Visit, cast: Cast) -> None:
    trial.publish(fees=[OLD_FEE])
    land.the_whole_province()
    citizen = Citizen(cast.an.pk)
    draft = a_household(citizen, typed_member(), typed_member("Điểu Văn Sơn"))
    an = visit("An")
    an.open("/ho-so/")
    an.come_in_as("Điểu Thị An")
    for path, name in (
        ("chu-ho/", "places"),
        ("thanh-vien/", "members"),
        ("thanh-vien/k0/", "member"),
        ("thanh-vien/k0/bo/", "remove"),
        ("xem-lai/", "review"),
    ):
        an.open(f"/nop-ho-so/{draft.token}/{path}")
        an.looks_in_both_sizes(name)
    an.open(f"/nop-ho-so/{draft.token}/chu-ho/")
    an.page.get_by_label("Gõ vài chữ để tìm nhanh").fill("bom bo")
    chosen = an.page.get_by_label("Nơi trong danh sách")
    assert chosen.locator("optgroup option").count() == 1
    an.looks_in_both_sizes("found")
    assert chosen.locator("option:checked").inner_text().startswith("Xã Bom Bo")
    an.page.get_by_label("Gõ vài chữ để tìm nhanh").fill("không có xã này")
    assert chosen.locator("optgroup option").count() == 0
    an.page.get_by_label("Gõ vài chữ để tìm nhanh").fill("")
    assert chosen.locator("optgroup option").count() == land.COMMUNES
    trial.publish(new_form(), valid_from=MORNING.date(), limit="2 working_days")
    an.open(f"/nop-ho-so/{draft.token}/chu-ho/")
    an.looks_in_both_sizes("changed")
