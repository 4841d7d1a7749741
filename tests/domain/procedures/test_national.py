"""National records are found beside the province's procedures, read as lists, and compared."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.domain.procedures import actions, queries
from motcua.domain.procedures.queries import finding
from motcua.kernel.errors import NotFound
from tests.domain.procedures.catalogue import DAY, publish, the_catalogue, written
from tests.domain.procedures.forms import MAPPING
from tests.domain.procedures.records import CLERK, NOW, a_record, lines, take

pytestmark = pytest.mark.django_db
FERRY = "8.000001"
LEVELS = {
    "levels": {
        "xa": {"vi": "Cấp xã", "en": "Commune", "kinds": ["xa"], "national": ["Cấp xã"]},
        "tinh": {"vi": "Cấp tỉnh", "en": "Province", "kinds": [], "national": ["Cấp tỉnh"]},
    }
}


def _codes(words: str, **narrowed: Any) -> list[str]:
    return [hit.code for hit in queries.find(words, DAY, **narrowed).hits]


def test_both_catalogues_are_found_and_told_apart() -> None:
    the_catalogue()
    take(lines(a_record(FERRY, name="Đăng ký đò ngang")))
    hits = {hit.code: hit for hit in queries.find("dang ky", DAY).hits}
    assert (hits[FERRY].own, hits["9.001193"].own) == (False, True)
    assert hits[FERRY].name.vi == "Đăng ký đò ngang"
    assert _codes("do ngang")[0] == FERRY
    assert queries.search("do ngang", DAY) == []


def test_of_two_with_one_code_the_provinces_own_is_found() -> None:
    publish(written("9.001193"))
    take(lines(a_record("9.001193", name="Đăng ký khai sinh toàn quốc")))
    (hit,) = queries.find("khai sinh", DAY).hits
    assert (hit.own, hit.name.vi) == (True, "Đăng ký khai sinh")
    assert _codes("9.001193") == ["9.001193"]
    (elsewhen,) = queries.find("khai sinh", DAY - timedelta(days=3650)).hits
    assert elsewhen.own is False


def test_only_the_newest_version_is_found() -> None:
    take(lines(a_record(FERRY, name="Cấp thẻ đò")))
    take(lines(a_record(FERRY, name="Cấp giấy bè")))
    assert (_codes("the do"), _codes("giay be")) == ([], [FERRY])
    assert queries.national(FERRY).name == "Cấp giấy bè"


def test_a_search_follows_the_catalogue_at_once_and_builds_nothing_twice(django_assert_num_queries: Any) -> None:
    take(lines(a_record(FERRY)))
    assert _codes("the do ngang") == [FERRY]
    kept = finding._KEPT
    with django_assert_num_queries(2):
        assert _codes("do ngang") == [FERRY]
    assert finding._KEPT is kept
    take(lines(a_record("8.000002", name="Cấp biển số bè nứa")))
    assert _codes("be nua") == ["8.000002"]
    assert finding._KEPT is not kept


def test_a_list_is_narrowed_by_level_and_field_and_says_what_would_be_left() -> None:
    actions.teach(LEVELS, by=CLERK, now=NOW)
    the_catalogue()
    take(lines(a_record(FERRY), a_record("8.000002", levels=["Cấp tỉnh", "Cấp xã"], field="Hộ tịch", name="Mở sổ")))
    listing = queries.find("", DAY)
    own = len([hit for hit in listing.hits if hit.own])
    assert {facet.key: facet.count for facet in listing.levels} == {"xa": own + 2, "tinh": 1}
    assert {facet.key: facet.count for facet in listing.fields} == {"ho-tich": own + 1, "duong-thuy": 1}
    assert [facet.words.in_language("en") for facet in listing.levels] == ["Commune", "Province"]
    assert _codes("", level="tinh") == ["8.000002"]
    assert _codes("", field="duong-thuy") == [FERRY]
    assert _codes("mo so", level="tinh", field="duong-thuy") == []


def test_a_level_that_the_pack_does_not_name_has_its_own_name() -> None:
    take(lines(a_record(FERRY, levels=["Cấp liên xã"])))
    (facet,) = (each for each in queries.find("", DAY).levels if each.key == "cap-lien-xa")
    assert (facet.words.vi, facet.count) == ("Cấp liên xã", 1)


def test_parts_of_a_list_are_the_whole_list() -> None:
    the_catalogue()
    take(lines(a_record(FERRY)))
    whole = queries.find("", DAY, limit=100)
    parts = [code for skip in range(0, whole.total, 4) for code in _codes("", limit=4, skip=skip)]
    assert parts == [hit.code for hit in whole.hits]
    assert len(parts) == whole.total == len(set(parts))


def test_a_record_that_is_not_there_is_not_found() -> None:
    for code in ("8.999999", "", "\0"):
        with pytest.raises(NotFound):
            queries.national(code)
        assert not queries.has_national(code)


def test_a_record_is_read_as_lists() -> None:
    take(lines(a_record(FERRY)))
    assert queries.has_national(FERRY)
    read = queries.read_national(queries.national(FERRY))
    assert [step.text for step in read.steps] == ["Chủ đò nộp hồ sơ.", "Cơ quan cấp thẻ xem xét."]


def test_a_new_version_shows_what_changed() -> None:
    take(lines(a_record(FERRY)))
    assert queries.changes_of(queries.national(FERRY)) == []
    changed = a_record()["legal_bases_text"].replace("Nghị định về đò34/2011/NĐ-CP", "Thông tư về bến5/2014/TT-BGT")
    take(lines(a_record(FERRY, legal_bases_text=changed)))
    (section,) = queries.changes_of(queries.national(FERRY))
    assert section.section == "laws"
    assert [(line.kind, line.before, line.after) for line in section.changed] == [
        ("removed", "34/2011/NĐ-CP: Nghị định về đò", ""),
        ("added", "", "5/2014/TT-BGT: Thông tư về bến"),
    ]


def test_a_record_is_laid_beside_the_provinces_own_procedure() -> None:
    take(lines(a_record("9.001193", name="Đăng ký khai sinh")))
    record = queries.national("9.001193")
    assert queries.beside_own(record, DAY) is None
    fee = {"channel": "direct", "amount": 20_000, "per": "dossier", "valid_from": "2015-01-01"}
    part = {"code": "anh", "name": {"vi": "Ảnh chụp con đò"}, "originals": 0, "copies": 2, "required": True}
    publish(written("9.001193", fees=[fee], parts=[part], limit="5 working_days"))
    sections = {each.section: each for each in queries.beside_own(record, DAY) or []}
    assert "name" not in sections
    assert [(line.kind, line.after) for line in sections["papers"].changed] == [("removed", "")]
    ways = {line.after for line in sections["ways"].lines if line.kind != "same"}
    assert ways == {"Trực tuyến: 5 ngày làm việc: Miễn phí", "Dịch vụ bưu chính: 5 ngày làm việc: Miễn phí"}


def test_the_guide_says_what_to_bring_in_which_case() -> None:
    always = {"code": "to-khai", "name": {"vi": "Tờ khai", "en": "Form"}, "originals": 1, "copies": 0, "required": True}
    name, option = _a_choice()
    sometimes = {**always, "code": "khac", "name": {"vi": "Giấy khác", "en": "Other"}, "when": {name: [option]}}
    fee = {"channel": "post", "amount": 8000, "per": "copy", "valid_from": "2015-01-01", "mark": "?"}
    publish(written("9.001193", parts=[sometimes, always], fees=[fee]), MAPPING)
    guide = queries.guide(queries.in_force("9.001193", DAY), DAY, "vi")
    first, second = guide.cases
    assert (first.when, first.papers[0].name.vi) == ((), "Tờ khai")
    ((question, answers),) = second.when
    assert question.vi
    assert answers[0].vi
    free, paid = guide.ways
    assert (free.channels, free.fees) == (("online", "direct"), ())
    assert (paid.channels, paid.fees[0].amount, paid.fees[0].unsure) == (("post",), 8000, True)
    assert {way.limit for way in guide.ways} == {"3 ngày làm việc"}


def test_the_guide_of_a_national_record_says_what_the_record_says() -> None:
    take(lines(a_record(FERRY)))
    guide = queries.guide_national(queries.national(FERRY))
    assert [paper.name.vi for paper in guide.cases[0].papers] == ["Đơn đề nghị cấp thẻ", "Ảnh chụp con đò"]
    assert [(way.channels, way.limit, way.fees[0].text) for way in guide.ways] == [
        (("online",), "3 ngày làm việc", "Miễn phí"),
        (("direct",), "5 ngày làm việc", "20.000 đồng"),
    ]
    assert guide.results[0].vi == "Thẻ đò ngang"


def _a_choice() -> tuple[str, str]:
    """A field of the tests' form that has options, and one of them."""
    fields = (field for page in MAPPING["pages"] for field in page["fields"])
    field = next(field for field in fields if field.get("options") and field["component"] == "radios")
    return field["name"], next(key for key in field["options"] if key not in {"true", "false"})
