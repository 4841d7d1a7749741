"""A route as a picture: nothing overlaps, nothing is hidden from who cannot see it, nothing a strict page refuses."""

from __future__ import annotations

from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.kernel.route import Route, drawing, svg
from tests.kernel.routes import a_route, any_route, built_route, example

SVG = "{http://www.w3.org/2000/svg}"
many = settings(max_examples=80, deadline=None)
routes = st.one_of(any_route(), built_route(faults=True, tangles=True))

LABELS = {"one_stop": "Bộ phận một cửa", "accept": "Tiếp nhận hồ sơ"}


def picture(**more: object) -> ET.Element:
    """The picture of the example."""
    return ET.fromstring(svg(Route.from_mapping(example()), LABELS, **more))  # type: ignore[arg-type]


def texts(root: ET.Element) -> list[str]:
    """Everything written in the picture, line by line."""
    return [one.text or "" for one in root.iter() if one.tag in {f"{SVG}text", f"{SVG}tspan"} and one.text]


@many
@given(routes)
def test_no_two_boxes_overlap(route: Route) -> None:
    for one, other in combinations(drawing(route).shapes, 2):
        apart = (
            one.x + one.width < other.x
            or other.x + other.width < one.x
            or one.y + one.height < other.y
            or other.y + other.height < one.y
        )
        assert apart, (one.box.name, other.box.name)


@many
@given(routes)
def test_lines_cross_no_box(route: Route) -> None:
    placed = drawing(route)
    for path in placed.paths:
        for (x1, y1), (x2, y2) in pairwise(path.points):
            assert x1 == x2 or y1 == y2
            for shape in placed.shapes:
                outside = (
                    max(x1, x2) <= shape.x
                    or min(x1, x2) >= shape.x + shape.width
                    or max(y1, y2) <= shape.y
                    or min(y1, y2) >= shape.y + shape.height
                )
                assert outside, (path.line, shape.box.name)


@many
@given(routes)
def test_every_box_stands_in_the_lane_of_its_desk_and_lanes_lie_one_below_another(route: Route) -> None:
    placed = drawing(route)
    shapes = {shape.box.name: shape for shape in placed.shapes}
    for lane in placed.lanes:
        for name in lane.boxes:
            shape = shapes.pop(name)
            assert shape.box.step is None or shape.box.step.desk == lane.desk
            assert lane.y < shape.y
            assert shape.y + shape.height < lane.y + lane.height
            assert shape.x + shape.width < lane.x + lane.width <= placed.width
    assert not shapes
    for above, below in pairwise(placed.lanes):
        assert above.y + above.height == below.y


def test_what_comes_later_stands_further_right() -> None:
    placed = {shape.box.name: shape.x for shape in drawing(Route.from_mapping(example())).shapes}
    order = ["start", "task receive", "task appraise", "task tax", "task conclude", "task approve", "end"]
    assert [placed[name] for name in order] == sorted(placed[name] for name in order)
    assert placed["task tax"] == placed["task land"]


def test_the_picture_has_a_title_and_tells_the_whole_route_in_words() -> None:
    root = picture()
    named = root.get("aria-labelledby", "").split()
    title, told = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert root.get("role") == "img"
    assert title is not None
    assert told is not None
    assert [title.get("id"), told.get("id")] == named
    assert title.text == "Quy trình cấp xã, ba bước"
    words = told.text or ""
    assert words.startswith("Tiếp nhận (Bộ phận một cửa): Tiếp nhận hồ sơ → Thẩm định; reject → kết thúc. ")
    assert "consult → Ý kiến thuế, Ý kiến địa chính" in words


def test_a_strict_page_can_show_it() -> None:
    """No script, no style, no link outside: a content security policy has nothing to refuse."""
    for one in picture().iter():
        assert one.tag not in {f"{SVG}script", f"{SVG}style", f"{SVG}image", f"{SVG}foreignObject"}
        assert not [name for name in one.attrib if name == "style" or name.startswith("on") or "href" in name]


def test_desks_outcomes_and_budgets_are_written_in_words() -> None:
    found = texts(picture())
    assert {"Bộ phận một cửa", "Tiếp nhận hồ sơ", "Thẩm định", "12 giờ"} <= set(found)


def test_two_pictures_on_a_page_do_not_share_ids() -> None:
    ids = [{one.get("id") for one in picture(prefix=name).iter() if one.get("id")} for name in ("a", "b")]
    assert not ids[0] & ids[1]


def test_it_speaks_english_where_the_route_does() -> None:
    written = example()
    written["title_en"] = "Commune route"
    written["steps"]["receive"]["title_en"] = "Receive"
    root = ET.fromstring(svg(Route.from_mapping(written), english=True))
    assert root.findtext(f"{SVG}title") == "Commune route"
    assert "Receive" in texts(root)
    assert "reject → the end" in (root.findtext(f"{SVG}desc") or "")


def test_a_long_title_is_broken_into_lines_and_cut() -> None:
    title = "Kiểm tra điều kiện, trích đo địa chính thửa đất và dự thảo giấy chứng nhận quyền sử dụng đất"
    rows = texts(ET.fromstring(svg(a_route(a={"title": title, "go": "end"}))))
    broken = [row for row in rows if row.split()[0] in title or row.endswith("…")]
    assert all(len(row) <= 20 for row in broken if row != "end")
    assert any(row.endswith("…") for row in rows)


def test_what_people_wrote_cannot_break_out_of_the_picture() -> None:
    drawn = svg(a_route(a={"title": "</svg><script>alert(1)</script>", "go": "end"}))
    assert "<script" not in drawn
    assert ET.fromstring(drawn).tag == f"{SVG}svg"
