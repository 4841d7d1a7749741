"""Break one thing in a copy of the pack: the checker finds it, in the right file and on the right line."""

# ruff: noqa: E501  # a table of changes is read line by line

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from motcua.domain.packs.rules import check
from tests.domain.packs.copies import PACK, changed, line_of, told

BIRTH = "procedures/1.001193/procedure.yaml"
LINKED = "procedures/2.000986/procedure.yaml"
FORM = "procedures/1.001193/form.yaml"
CALENDAR = "calendars/hanh-chinh.yaml"
ROUTE = "routes/ho-tich-trong-ngay.yaml"
SINCE = ",2023-01-01,,"
GSO = '"Danh mục đơn vị hành chính của Tổng cục Thống kê, 10/2024"\n'
DAK_NHAU = "25399,Xã Đak Nhau,Đak Nhau Commune,xa,696,2023-01-01,,"
ONE_STOP = "H10.30.13.01,0271 000 0013,motcua.daknhau@binhphuoc.example,"


class Broken(NamedTuple):
    """One change; `at` begins on the line that must be named, by default the changed text itself.

    `told_in` is the file to be named where it is another one.
    """

    code: str
    file: str
    old: str
    new: str
    at: str = ""
    told_in: str = ""


MUTATIONS = {
    # pack.yaml
    "the province's name is missing": Broken("missing-key", "pack.yaml", "name: {vi: Tỉnh Bình Phước, en: Bình Phước Province}\n", "", "pack: binh-phuoc"),
    "the province is no area": Broken("unknown-area", "pack.yaml", 'province_code: "70"', 'province_code: "71"'),
    "the default calendar is not there": Broken("unknown-calendar", "pack.yaml", "default_calendar: hanh-chinh", "default_calendar: khac"),
    "English is missing": Broken("missing-text", "pack.yaml", "xa: {vi: xã, en: commune}", "xa: {vi: xã}"),
    "an unknown key": Broken("unknown-key", "pack.yaml", "hotline:", "hot_line: x\nhotline:", "hot_line"),
    "one_stop is not a flag": Broken("bad-flag", "pack.yaml", "Commune one-stop unit, one_stop: true", "Commune one-stop unit, one_stop: maybe", "  mot-cua-xa"),
    "a day that no calendar has": Broken("bad-yaml", "pack.yaml", "valid_from: 2024-10-01", "valid_from: 2024-02-30"),
    "a day written the other way": Broken("bad-date", "pack.yaml", "valid_from: 2024-10-01", "valid_from: 01/10/2024"),
    # areas.csv
    "a column is missing": Broken("missing-column", "areas.csv", "code,name,name_en", "code,name", "code,name"),
    "an area of a kind nobody knows": Broken("unknown-kind", "areas.csv", DAK_NHAU, DAK_NHAU.replace(",xa,", ",lang,"), "25399"),
    "a parent that is no area": Broken("unknown-area", "areas.csv", DAK_NHAU, DAK_NHAU.replace(",696,", ",699,"), "25399"),
    "the same area twice": Broken("duplicate-key", "areas.csv", "25400,", f"{DAK_NHAU}{GSO}25400,", f"{DAK_NHAU}{GSO}25400"),
    "two validities that overlap": Broken("overlapping-validity", "areas.csv", "25400,", f"{DAK_NHAU.replace('2023', '2025')}{GSO}25400,", "25399,Xã Đak Nhau,Đak Nhau Commune,xa,696,2025"),
    "parents in a circle": Broken("parent-cycle", "areas.csv", "70,Tỉnh Bình Phước,Bình Phước Province,tinh,,", "70,Tỉnh Bình Phước,Bình Phước Province,tinh,696,"),
    "a parent that is not in force yet": Broken("parent-not-in-force", "areas.csv", DAK_NHAU, DAK_NHAU.replace("2023", "2019"), "25399"),
    "a day that does not exist": Broken("bad-date", "areas.csv", DAK_NHAU, DAK_NHAU.replace("2023-01-01", "2023-13-01"), "25399"),
    "an end before the beginning": Broken("bad-period", "areas.csv", DAK_NHAU, DAK_NHAU.replace(SINCE, ",2023-01-01,2022-01-01,"), "25399"),
    "no English name": Broken("missing-text", "areas.csv", "Đak Nhau Commune", "", "25399"),
    "a comma too many": Broken("bad-row", "areas.csv", DAK_NHAU, DAK_NHAU + ",", "25399"),
    "a quotation mark too many": Broken("bad-csv", "areas.csv", "25399,Xã", '25399,"Xã"x', "25399"),
    "decomposed letters": Broken("not-nfc", "areas.csv", "Xã Đak Nhau", "Xa\u0303 Đak Nhau", "25399"),
    "an invisible letter": Broken("invisible-character", "areas.csv", "Xã Đak Nhau", "Xã Đak\u200b Nhau", "25399"),
    # agencies.csv
    "an agency in no area": Broken("unknown-area", "agencies.csv", "ubnd-xa,H10.30,25399", "ubnd-xa,H10.30,25398x", "H10.30.13,"),
    "an agency under nobody": Broken("unknown-agency", "agencies.csv", "ubnd-xa,H10.30,25399", "ubnd-xa,H10.29,25399", "H10.30.13,"),
    "an agency with a calendar of its own": Broken("unknown-calendar", "agencies.csv", "25399,hanh-chinh", "25399,rieng", "H10.30.13,"),
    "an agency of no kind": Broken("unknown-kind", "agencies.csv", "ubnd-xa,H10.30,25399", "ubnd,H10.30,25399", "H10.30.13,"),
    "two committees of one commune": Broken("two-offices-of-a-kind", "agencies.csv", "mot-cua-xa,H10.30.13,25399", "ubnd-xa,H10.30.13,25399", "H10.30.13.01,"),
    "two one-stop units of one commune": Broken("two-offices-of-a-kind", "agencies.csv", "cong-an-xa,H10.80.30,25400", "mot-cua-xa,H10.80.30,25400", "H10.80.30.14,"),
    "a mark that means nothing": Broken("bad-mark", "agencies.csv", "hanh-chinh,2023-01-01,,known", "hanh-chinh,2023-01-01,,sure", "H10,"),
    "a code of another form": Broken("bad-code", "agencies.csv", "H10.05,", "H10-05,"),
    "a one-stop unit nobody can reach": Broken("one-stop-unpublished", "contacts.csv", "H10.30.13.01,", "H10.30.13,", "H10.30.13.01,", "agencies.csv"),
    # contacts.csv and counters.csv
    "a one-stop unit without phone": Broken("one-stop-unpublished", "contacts.csv", ONE_STOP, ONE_STOP.replace("0271 000 0013", ""), "H10.30.13.01"),
    "a one-stop unit without e-mail": Broken("one-stop-unpublished", "contacts.csv", ONE_STOP, ONE_STOP.replace("motcua.daknhau@binhphuoc.example", ""), "H10.30.13.01"),
    "a phone of three digits": Broken("bad-phone", "contacts.csv", "0271 000 0013", "113", "H10.30.13.01"),
    "an e-mail without host": Broken("bad-email", "contacts.csv", "motcua.daknhau@binhphuoc.example", "motcua.daknhau", "H10.30.13.01"),
    "a flag that is neither yes nor no": Broken("bad-flag", "contacts.csv", ",yes,", ",có,", "H10.01.01"),
    "a contact of nobody": Broken("unknown-agency", "contacts.csv", "H10.01.01,", "H10.99,"),
    "a counter of nobody": Broken("unknown-agency", "counters.csv", "H10.30.13.01,1,", "H10.30.99.01,1,"),
    "the same counter twice": Broken("duplicate-key", "counters.csv", "H10.30.13.01,2,", "H10.30.13.01,1,", 'H10.30.13.01,1,"Đất'),
    "a counter without number": Broken("bad-number", "counters.csv", "H10.30.13.01,2,", "H10.30.13.01,hai,"),
    # the calendar
    "hours that end before they begin": Broken("bad-calendar", CALENDAR, "  tue: [07:00-11:30", "  tue: [11:30-07:00"),
    "a kind of day nobody knows": Broken("bad-calendar", CALENDAR, "date: 2024-05-01, kind: holiday", "date: 2024-05-01, kind: feast"),
    "a day twice": Broken("duplicate-key", CALENDAR, "date: 2024-05-01, kind", "date: 2024-04-30, kind", "date: 2024-04-30, kind: holiday, source: \"Ngày Quốc tế"),
    "a timezone that is nowhere": Broken("bad-calendar", CALENDAR, "Asia/Ho_Chi_Minh", "Asia/Sai_Gon_Moi", "timezone"),
    "a calendar called otherwise": Broken("name-differs", CALENDAR, "calendar: hanh-chinh", "calendar: lich-moi"),
    # the route
    "an outcome that leads nowhere": Broken("route-unknown-step", ROUTE, "to: sign,", "to: signing,", "  register:"),
    "a move that is not legal": Broken("route-illegal-move", ROUTE, "move: finish", "move: accept", "  number:"),
    "a step that nothing leads to": Broken("route-unreachable-step", ROUTE, "to: number,", "to: hand_over,", "  number:"),
    "a budget beyond the limit": Broken("route-over-limit", ROUTE, "budget: 4h", "budget: 5h", "  hand_over:"),
    "a step without duty": Broken("route-no-duty", ROUTE, "    duty: specialist\n", "", "  register:"),
    "a budget in no unit": Broken("bad-budget", ROUTE, "budget: 1h", "budget: 1 giờ"),
    "a desk that is no desk": Broken("bad-desk", ROUTE, "desk: one_stop", "desk: cua-so"),
    "a desk of a kind nobody knows": Broken("unknown-kind", "routes/lien-thong-khai-sinh.yaml", "area: cong-an-xa", "area: cong-an-ap", '    desk: "area: cong-an-ap'),
    "a duty nobody has": Broken("bad-duty", ROUTE, "duty: reception", "duty: guard"),
    "a limit in weeks": Broken("bad-limit", ROUTE, "limit: same_day", "limit: 1 weeks"),
    "a button without English": Broken("missing-text", ROUTE, ", title_en: Accept the dossier", "", "      accept:"),
    # the procedure
    "a route that is not there": Broken("unknown-route", BIRTH, "route: ho-tich-trong-ngay", "route: ho-tich"),
    "a competent agency of no kind": Broken("unknown-kind", BIRTH, "competent: ubnd-xa", "competent: ubnd"),
    "a one-stop unit that is none": Broken("not-one-stop", BIRTH, "one_stop: mot-cua-xa", "one_stop: ubnd-xa"),
    "a calendar that is not there": Broken("unknown-calendar", BIRTH, "calendar: hanh-chinh", "calendar: hanh-chin"),
    "a limit of its own": Broken("limit-differs", LINKED, "limit: 20 working_days", "limit: 16 working_days"),
    "a limit the route cannot keep": Broken("route-over-limit", LINKED, "limit: 20 working_days", "limit: 16 working_days"),
    "a limit of no time": Broken("bad-limit", LINKED, "limit: 20 working_days", "limit: 0 working_days"),
    "a cut-off of no clock": Broken("bad-cutoff", BIRTH, 'cutoff: "15:00"', 'cutoff: "15h"'),
    "a negative fee": Broken("bad-fee", BIRTH, "amount: 8000", "amount: -8000", "  - &late"),
    "a fee in half dong": Broken("bad-fee", BIRTH, "amount: 8000", "amount: 8000.5", "  - &late"),
    "a result of no step": Broken("unknown-step", BIRTH, "step: number", "step: print"),
    "a result of no outcome": Broken("unknown-outcome", BIRTH, "outcome: issued", "outcome: printed"),
    "a paper nobody typeset": Broken("unknown-template", BIRTH, "template: giay-khai-sinh", "template: khai-sinh"),
    "an officer's field at no step": Broken("unknown-step", BIRTH, "step: register\n", "step: enter\n"),
    "an officer's field that is no schema": Broken("bad-schema", BIRTH, "schema: {type: string, format: identity-number}", "schema: {type: words}"),
    "a paper for an answer that is not asked": Broken("unknown-field", BIRTH, "when: {birth_proof: [witness]}", "when: {proof: [witness]}"),
    "a paper for an answer nobody can give": Broken("impossible-answer", BIRTH, "when: {birth_proof: [witness]}", "when: {birth_proof: [seen]}"),
    "the same paper twice": Broken("duplicate-key", BIRTH, "code: giay-cam-doan", "code: giay-chung-sinh", "code: giay-chung-sinh\n    name: {vi: Giấy cam"),
    "received for others and settled here": Broken("anywhere-twice", BIRTH, "policy: end_of_day", "policy: end_of_day\nanywhere: true\nsettled_anywhere: true", "settled_anywhere:"),
    "anywhere in words": Broken("bad-flag", BIRTH, "policy: end_of_day", "policy: end_of_day\nanywhere: maybe", "anywhere:"),
    "a result that is no code": Broken("bad-value", BIRTH, "required: true", "required: true\n    covered_by: [a b]", "    covered_by"),
    "a flag in words": Broken("bad-flag", BIRTH, "required: true", "required: sometimes"),
    "a code that is not the folder's": Broken("name-differs", BIRTH, 'code: "1.001193"', 'code: "1.001194"'),
    "nobody there to do it": Broken("nobody-there", BIRTH, "event_area_kinds: [xa, thi-tran, phuong]", "event_area_kinds: [tinh]", "competent:"),
    "a paper that shows what nobody says": Broken("unknown-field", BIRTH, "child.origin: origin", "child.origin: home"),
    # the form
    "a field without schema": Broken("field-without-schema", FORM, "    copies_count: {type: integer, minimum: 1, maximum: 20}\n", "", "      - name: copies_count"),
    "a schema that is not asked": Broken("field-not-asked", FORM, "    pledge: {type: boolean, const: true}", "    pledge: {type: boolean, const: true}\n    oath: {type: boolean}", "    oath"),
    "the same page twice": Broken("duplicate-page", FORM, "id: truong-hop", "id: noi-dang-ky", "id: noi-dang-ky\n    title: {vi: Trường"),
    "a page called like a step of filing": Broken("reserved-page", FORM, "id: truong-hop", "id: giay-to"),
    "the same field twice": Broken("duplicate-field", FORM, "name: reg_kind", "name: birth_case", "name: birth_case\n        component: radios\n        label: {vi: Bé"),
    "a schema that is none": Broken("bad-schema", FORM, "maximum: 20", "maximum: twenty", "    copies_count: {type"),
    "a keyword nobody checks": Broken("unknown-keyword", FORM, "maximum: 20", "maximal: 20", "    copies_count: {type"),
    "a format nobody knows": Broken("unknown-format", FORM, "format: phone-vn", "format: phone"),
    "a component nobody knows": Broken("unknown-component", FORM, "component: longtext", "component: essay"),
    "a component that asks for something else": Broken("component-differs", FORM, "component: longtext", "component: checkbox"),
    "a prefill from nowhere": Broken("unknown-prefill", FORM, "prefill: account.phone", "prefill: account.mobile"),
    "an option that is no answer": Broken("option-differs", FORM, "          late: {vi: Đã", "          later: {vi: Đã"),
    "a condition on what is asked later": Broken("asked-later", FORM, "when: {birth_case: [both_parents, no_mother, no_father]}", "when: {pledge: [true]}"),
    "a condition on what is not asked": Broken("unknown-field", FORM, "when: {relationship: [agent]}", "when: {relation: [agent]}"),
    "a condition on an impossible answer": Broken("impossible-answer", FORM, "when: {relationship: [agent]}", "when: {relationship: [lawyer]}"),
    "no question that decides the office": Broken("no-event-area", FORM, "component: area_of_event", "component: area", "pages:"),
    "a rule on what is not asked": Broken("unknown-field", FORM, "fields: [child_birth_date, birth_notice_date]", "fields: [child_birth_date, notice_date]"),
    "a hint without Vietnamese": Broken("missing-text", FORM, 'hint: {vi: "Ví dụ: Bộ Công an.", en:', "hint: {en:"),
    "a label left blank": Broken("missing-text", FORM, "label: {vi: Số điện thoại, en", 'label: {vi: "  ", en'),
    # filing for another
    "nobody stands in, and nothing is said instead": Broken("authorisation-instead", BIRTH, "  paper: certified", "  paper: none", "authorisation:"),
    "kin show something, and there is no kin": Broken("authorisation-kin", BIRTH, "  kin: [child, parent, spouse, sibling, grandparent]\n", "", "  kin_shows"),
    "an authorisation of a paper nobody knows": Broken("bad-value", BIRTH, "  paper: certified", "  paper: stamped"),
    "an answer of filing for another that the form has not": Broken("impossible-answer", BIRTH, "answers: {relationship: agent}", "answers: {relationship: lawyer}"),
    "a question of filing for another that the form has not": Broken("unknown-field", BIRTH, "answers: {relationship: agent}", "answers: {relation: agent}"),
    # YAML itself
    "a key written twice": Broken("bad-yaml", BIRTH, "level: xa\n", "level: xa\nlevel: xa\n", "level: xa\nvalid"),
    "a tag that builds objects": Broken("bad-yaml", BIRTH, "level: xa", "level: !!python/object:os.system xa"),
    "a bracket left open": Broken("bad-yaml", CALENDAR, "  sat: []", "  sat: [", "exceptions:"),
}  # fmt: skip


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_broken_copy_is_found_out(name: str, tmp_path: Path) -> None:
    broken = MUTATIONS[name]
    copy = changed(tmp_path, broken.file, broken.old, broken.new)
    file = broken.told_in or broken.file
    line = line_of(copy / file, broken.at or broken.new)
    findings = check(copy)
    assert (broken.code, file, line) in {(one.code, one.file, one.line) for one in findings}, told(findings)


def test_the_pack_has_no_finding() -> None:
    findings = check(PACK)
    assert not findings, told(findings)
