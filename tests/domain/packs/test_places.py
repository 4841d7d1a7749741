"""The places of the shipped province, checked against what is known of it: counts, codes, names, who is where."""

from __future__ import annotations

from collections import Counter, defaultdict

from motcua.domain.packs.rules import Agency, Area
from tests.domain.packs.copies import shipped

SHIPPED = shipped()
AREAS = {area.code: area for area in SHIPPED.areas}
DISTRICTS = [area for area in SHIPPED.areas if area.parent == "70"]
COMMUNES = [area for area in SHIPPED.areas if area.parent and area.parent != "70"]

COMMUNES_OF = {
    **{"688": 7, "689": 8, "690": 6, "691": 8, "692": 16, "693": 7},
    **{"694": 13, "695": 11, "696": 16, "697": 9, "698": 10},
}
DIVISIONS = {
    *("phong-tu-phap", "phong-tckh", "phong-ha-tang", "phong-tnmt", "phong-ldtbxh", "phong-vhtt", "phong-gddt"),
    *("phong-noi-vu", "phong-nong-nghiep"),
}
OF_A_DISTRICT = DIVISIONS | {
    *("ubnd-huyen", "mot-cua-huyen", "cong-an-huyen", "bhxh-huyen", "chi-nhanh-dat-dai", "chi-cuc-thue"),
}
OF_THE_PROVINCE = {
    *("ubnd-tinh", "van-phong-ubnd-tinh", "mot-cua-tinh", "cong-an-tinh", "bhxh-tinh", "cuc-thue"),
    *("so-noi-vu", "so-khdt", "so-tai-chinh", "so-tu-phap", "so-cong-thuong", "so-nnptnt", "so-gtvt", "so-xay-dung"),
    *("so-tnmt", "so-ldtbxh", "so-tttt", "so-khcn", "so-gddt", "so-y-te", "so-vhttdl", "so-ngoai-vu"),
    *("thanh-tra-tinh", "ban-dan-toc", "ban-qlkkt", "vp-dang-ky-dat-dai", "tt-dvvl"),
    "tong-dai-1022",
    *("hdnd-tinh", "thuong-truc-hdnd-tinh", "van-phong-hdnd-tinh", "ban-phap-che-hdnd", "ban-ktns-hdnd"),
    *("ban-vhxh-hdnd", "ban-dan-toc-hdnd"),
}
ENGLISH = {
    "tinh": "Province",
    "huyen": "District",
    "thi-xa": "Town",
    "thanh-pho": "City",
    "xa": "Commune",
    "phuong": "Ward",
    "thi-tran": "Township",
}


def agencies_of(area: Area) -> list[Agency]:
    return [agency for agency in SHIPPED.agencies if agency.area == area.code]


def test_eleven_districts_have_their_one_hundred_and_eleven_communes() -> None:
    assert Counter(area.parent for area in COMMUNES) == COMMUNES_OF
    assert Counter(area.kind for area in DISTRICTS) == {"huyen": 7, "thi-xa": 3, "thanh-pho": 1}
    assert Counter(area.kind for area in COMMUNES) == {"phuong": 20, "thi-tran": 5, "xa": 86}


def test_places_of_one_name_are_told_apart_by_their_code() -> None:
    bearers = defaultdict(set)
    for area in COMMUNES:
        bearers[area.name].add((area.code, AREAS[area.parent].name))
    assert {name: places for name, places in bearers.items() if len(places) > 1} == {
        "Xã Tân Thành": {("25207", "Thành phố Đồng Xoài"), ("25318", "Huyện Bù Đốp")},
        "Xã Tân Tiến": {("25321", "Huyện Bù Đốp"), ("25393", "Huyện Đồng Phú")},
        "Xã Tân Lợi": {("25342", "Huyện Hớn Quản"), ("25378", "Huyện Đồng Phú")},
        "Xã Tân Hưng": {("25345", "Huyện Hớn Quản"), ("25375", "Huyện Đồng Phú")},
    }
    assert (AREAS["25308"].name, AREAS["25354"].name) == ("Thị trấn Thanh Bình", "Xã Thanh Bình")
    assert (AREAS["25195"].name, AREAS["25363"].name) == ("Phường Tân Phú", "Thị trấn Tân Phú")


def test_the_name_of_a_place_says_its_kind_in_both_languages() -> None:
    kinds = SHIPPED.body["area_kinds"]
    for area in SHIPPED.areas:
        word = kinds[area.kind]["vi"]
        assert area.name.lower().startswith(f"{word} "), area.name
        assert area.name_en == f"{area.name[len(word) + 1 :]} {ENGLISH[area.kind]}"


def test_every_place_has_each_of_its_offices_once() -> None:
    for area in COMMUNES:
        assert sorted(one.kind for one in agencies_of(area)) == ["cong-an-xa", "mot-cua-xa", "ubnd-xa"], area.name
    for area in DISTRICTS:
        assert sorted(one.kind for one in agencies_of(area)) == sorted(OF_A_DISTRICT), area.name
    assert sorted(one.kind for one in agencies_of(AREAS["70"])) == sorted(OF_THE_PROVINCE)
    assert {one.kind for one in SHIPPED.agencies} == set(SHIPPED.body["agency_kinds"])


def test_an_office_stands_under_an_office_of_its_own_area_or_the_one_around_it() -> None:
    by_code = {agency.code: agency for agency in SHIPPED.agencies}
    for agency in SHIPPED.agencies:
        if agency.parent:
            assert by_code[agency.parent].area in {agency.area, AREAS[agency.area].parent}, agency.name
            assert agency.code.startswith(f"{agency.parent}.")


def test_codes_that_were_handed_out_stay() -> None:
    by_code = {agency.code: agency.name for agency in SHIPPED.agencies}
    assert by_code["H10.30.13"] == "Ủy ban nhân dân xã Đak Nhau"
    assert by_code["H10.80.30.13"] == "Công an xã Đak Nhau"
    assert by_code["H10.90.30"] == "Bảo hiểm xã hội huyện Bù Đăng"
    assert {agency.code for agency in SHIPPED.agencies if agency.mark != "made_up"} == {"H10"}


def test_every_one_stop_unit_is_published_with_a_contact_of_its_own_that_reaches_nobody() -> None:
    units = {agency.code for agency in SHIPPED.agencies if agency.kind.startswith("mot-cua")}
    assert len(units) == 123
    assert {contact.agency for contact in SHIPPED.contacts} == units == {one.agency for one in SHIPPED.counters}
    assert len({contact.email for contact in SHIPPED.contacts}) == len(SHIPPED.contacts)
    assert len({contact.phone for contact in SHIPPED.contacts}) == len(SHIPPED.contacts)
    for contact in SHIPPED.contacts:
        assert contact.made_up
        assert contact.phone.startswith("0271 000")
        assert contact.email.endswith(".example")


def test_tables_are_kept_in_order_so_that_people_find_a_line() -> None:
    districts = [area.code for area in DISTRICTS]
    assert districts == sorted(districts)
    for district in districts:
        communes = [area.code for area in COMMUNES if area.parent == district]
        assert communes == sorted(communes)
    assert [(one.agency, one.number) for one in SHIPPED.counters] == sorted(
        (one.agency, one.number) for one in SHIPPED.counters
    )
