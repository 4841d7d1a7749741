"""Every fault of a route is found and told in a sentence."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.domain.dossiers.states import IMPLICIT_MOVES, WORKFLOW
from motcua.kernel.errors import Malformed
from motcua.kernel.route import CODES, Finding, Route, verify
from motcua.kernel.workflow import Move, Workflow
from tests.kernel.routes import a_route, example, wide

STATES = {"new": "Mới đăng ký", "accepted": "Được tiếp nhận", "in_progress": "Đang xử lý"}


def findings(written: dict[str, Any], **more: Any) -> list[Finding]:
    """The findings of a dossier's route."""
    route = Route.from_mapping(written)
    return verify(route, WORKFLOW, implicit=IMPLICIT_MOVES, state_names=STATES, **more)


def only(found: list[Finding], code: str) -> Finding:
    """The one finding with this code."""
    (one,) = [finding for finding in found if finding.code == code]
    return one


def bent(step: str, **outcomes: Any) -> dict[str, Any]:
    """The example with some outcomes of one step added or changed."""
    written = example()
    written["steps"][step]["outcomes"] |= outcomes
    return written


def test_the_example_is_sound() -> None:
    assert findings(example()) == []


def test_a_name_that_no_step_has_is_found_in_an_outcome() -> None:
    one = only(findings(bent("appraise", propose="aprove")), "unknown-step")
    assert one.step == "appraise"
    assert one.story == (
        "Kết quả “propose” của bước “Thẩm định” dẫn tới “aprove”, nhưng không có bước nào tên như vậy."
    )
    assert one.story_en == "The outcome “propose” of the step “Thẩm định” leads to “aprove”, but no step has that name."


def test_a_name_that_no_step_has_is_found_in_a_fork_a_join_and_the_start() -> None:
    assert only(findings(bent("appraise", consult={"fork": ["tax", "lnad"]})), "unknown-step").step == "appraise"
    written = example()
    written["steps"]["conclude"]["join"] = ["tax", "lnad"]
    assert only(findings(written), "unknown-step").story == (
        "Bước “Tổng hợp” chờ “lnad”, nhưng không có bước nào tên như vậy."
    )
    found = findings(example() | {"start": "recieve"})
    assert [(one.code, one.step) for one in found] == [("unknown-step", "recieve")]


def test_other_faults_are_still_found_beside_an_unknown_step() -> None:
    written = bent("appraise", propose="aprove")
    del written["steps"]["tax"]["duty"]
    written["steps"]["receive"]["outcomes"]["reject"] = "end"
    codes = {one.code for one in findings(written)}
    assert {"unknown-step", "no-duty", "illegal-move"} <= codes


def test_a_step_that_nothing_leads_to_is_unreachable() -> None:
    written = example()
    written["steps"]["archive"] = {
        "title": "Lưu trữ",
        "desk": "one_stop",
        "duty": "returns",
        "outcomes": {"kept": {"to": "end", "move": "hand_over"}},
    }
    (one,) = findings(written)
    assert (one.code, one.step) == ("unreachable-step", "archive")
    assert one.story == (
        "Bước “Lưu trữ” không bao giờ được mở: bắt đầu từ “Tiếp nhận” không có cách xử lý nào đi tới đó."
    )


def test_a_step_without_an_outcome_is_a_dead_end() -> None:
    written = example()
    written["steps"]["hand_over"]["outcomes"] = {}
    found = findings(written)
    assert only(found, "dead-end").step == "hand_over"
    assert "không có kết quả nào" in only(found, "dead-end").story
    assert "hand_over" in [one.step for one in found if one.code == "no-way-out"]


def test_a_loop_without_an_exit_has_no_way_out() -> None:
    route = a_route(a={"go": "b", "stop": "end"}, b={"go": "c"}, c={"back": "b"})
    assert [(one.code, one.step) for one in verify(route)] == [("no-way-out", "b"), ("no-way-out", "c")]
    assert verify(route)[0].story == ("Đã tới bước “B” thì không còn cách nào đi tới kết thúc, chỉ đi vòng: B → C → B.")


def test_a_branch_that_goes_elsewhere_leaves_the_join_waiting() -> None:
    found = findings(bent("tax", wrong="approve"))
    one = only(found, "join-waits-forever")
    assert one.step == "conclude"
    assert one.story.startswith("Sau Tiếp nhận → Thẩm định → ")
    assert "bước “Tổng hợp” chờ mãi “Ý kiến thuế”" in one.story


def test_a_branch_that_was_never_opened_leaves_the_join_waiting() -> None:
    one = only(findings(bent("appraise", consult="tax")), "join-waits-forever")
    assert one.story == (
        "Sau Tiếp nhận → Thẩm định → Ý kiến thuế, bước “Tổng hợp” chờ mãi “Ý kiến địa chính”: "
        "nhánh đó đã đi nơi khác hoặc chưa từng được mở."
    )


def test_a_join_does_not_open_for_a_step_it_does_not_name() -> None:
    route = a_route(a={"go": "d"}, b={"go": "d"}, d={"join": ["b"], "done": "end"})
    codes = {(one.code, one.step) for one in verify(route)}
    assert ("join-waits-forever", "d") in codes
    assert ("unreachable-step", "d") in codes


def test_a_start_that_waits_for_others_waits_for_ever() -> None:
    found = verify(a_route(a={"join": ["b"], "go": "b"}, b={"go": "a", "done": "end"}))
    assert only(found, "join-waits-forever").story.startswith("Quy trình bắt đầu ở “A”")


def test_a_join_of_steps_in_a_row_has_no_fork() -> None:
    route = a_route(a={"go": "b"}, b={"go": "c"}, c={"join": ["a", "b"], "go": "end"})
    one = only(verify(route), "join-without-fork")
    assert (one.step, one.story) == (
        "c",
        "Bước “C” chờ “A” và “B”, nhưng không có lần chia nhánh nào mở hai bước trong số đó cùng lúc.",
    )


def test_branches_of_a_fork_may_be_long_before_they_meet() -> None:
    route = a_route(
        a={"go": {"fork": ["b", "d"]}},
        b={"go": "c"},
        c={"done": "f"},
        d={"go": "e"},
        e={"done": "f", "again": "d"},
        f={"join": ["c", "e"], "done": "end"},
    )
    assert verify(route) == []


def test_a_branch_that_ends_the_route_leaves_the_other_open() -> None:
    one = only(findings(bent("tax", stop={"to": "end", "move": "stop"})), "two-ends")
    assert one.step == "tax"
    assert one.story == (
        "Sau Tiếp nhận → Thẩm định → Ý kiến thuế, quy trình kết thúc khi “Ý kiến địa chính” còn đang làm dở."
    )
    assert one.story_en.endswith("the route ends while “Ý kiến địa chính” is still open.")


def test_a_fork_may_not_end_and_go_on_at_once() -> None:
    found = verify(a_route(a={"go": {"fork": ["b", "end"]}}, b={"go": "end"}))
    assert only(found, "two-ends").step == "a"


def test_a_move_that_is_not_legal_there_is_found_with_the_state() -> None:
    written = bent("appraise", propose={"to": "approve", "move": "hand_over"})
    one = only(findings(written), "illegal-move")
    assert one.step == "appraise"
    assert one.story == (
        "Sau Tiếp nhận → Thẩm định, kết quả “propose” của bước “Thẩm định” thực hiện “hand_over” "
        "khi đang ở trạng thái “Đang xử lý”, mà từ trạng thái đó không được phép."
    )


def test_a_move_is_illegal_when_one_of_several_plays_makes_it_so() -> None:
    """The supplement asked before acceptance leads back to a new dossier, which cannot be finished."""
    written = example()
    written["steps"]["receive"]["outcomes"] |= {
        "incomplete": {"to": "supplement", "move": "ask_supplement"},
    }
    found = [(one.code, one.step) for one in findings(written)]
    assert ("illegal-move", "approve") in found


def test_two_branches_may_not_make_the_same_move_twice() -> None:
    written = bent("tax", done={"to": "conclude", "move": "ask_payment"})
    written["steps"]["land"]["outcomes"]["done"] = {"to": "conclude", "move": "ask_payment"}
    steps = [one.step for one in findings(written) if one.code == "illegal-move"]
    assert {"tax", "land"} <= set(steps)


def test_a_move_that_does_not_exist_is_told_so() -> None:
    one = only(findings(bent("receive", accept={"to": "appraise", "move": "acept"})), "illegal-move")
    assert one.story == (
        "Kết quả “accept” của bước “Tiếp nhận” thực hiện “acept”, "
        "nhưng không có bước chuyển trạng thái nào tên như vậy."
    )


def test_a_route_may_not_end_before_the_matter_is_closed() -> None:
    one = only(findings(bent("approve", approve={"to": "end", "move": "finish"})), "illegal-move")
    assert one.step == "approve"
    assert "chưa phải trạng thái cuối cùng" in one.story


def test_the_competent_desk_begins_by_itself() -> None:
    """What is only legal once the work has begun needs no move of the route for it."""
    law = Workflow(
        "new",
        {"take": Move.to("taken", "new"), "begin": Move.to("begun", "taken"), "close": Move.to("closed", "begun")},
    )
    route = a_route(
        a={"desk": "one_stop", "go": {"to": "b", "move": "take"}}, b={"done": {"to": "end", "move": "close"}}
    )
    assert verify(route, law, implicit={"competent": "begin"}) == []
    assert [one.code for one in verify(route, law)] == ["illegal-move"]


def test_the_states_in_which_a_route_may_end_can_be_given() -> None:
    law = Workflow("new", {"close": Move.to("closed", "new"), "open": Move.to("new", "closed")})
    route = a_route(a={"done": {"to": "end", "move": "close"}})
    assert verify(route, law, final=["closed"]) == []
    assert [one.code for one in verify(route, law)] == ["illegal-move"]


def test_without_a_workflow_moves_are_not_checked() -> None:
    assert verify(a_route(a={"done": {"to": "end", "move": "anything"}})) == []


def test_a_step_for_nobody_has_no_duty_but_a_wait_needs_none() -> None:
    written = example()
    written["steps"]["approve"]["duty"] = " "
    (one,) = findings(written)
    assert (one.code, one.step) == ("no-duty", "approve")
    assert one.story == "Bước “Phê duyệt” không nêu nhiệm vụ nào, nên không biết giao cho ai."


@pytest.mark.parametrize("limit", ["3.5 working_days", "28 working_hours", "1 days", "1 months"])
def test_the_example_keeps_a_limit_of_twenty_eight_hours(limit: str) -> None:
    assert findings(example(), limit=limit) == []


@pytest.mark.parametrize("limit", ["3 working_days", "27 working_hours", "same_day"])
def test_a_route_that_takes_longer_than_the_limit_is_over_it(limit: str) -> None:
    (one,) = findings(example() | {"limit": limit})
    assert (one.code, one.step) == ("over-limit", "hand_over")


def test_the_longest_play_is_told_beside_the_limit() -> None:
    (one,) = findings(example() | {"limit": "3 working_days"})
    assert one.story == (
        "Tiếp nhận → Thẩm định → Ý kiến thuế → Tổng hợp → Phê duyệt → Trả kết quả "
        "mất 3,5 ngày làm việc; pháp luật cho 3 ngày làm việc."
    )
    assert "takes 3.5 working days; the law gives 3 working days." in one.story_en
    (same_day,) = findings(example() | {"limit": "same_day"})
    assert same_day.story.endswith("pháp luật cho trong ngày (8 giờ làm việc).")


def test_a_length_that_is_no_decimal_of_a_day_is_told_in_hours() -> None:
    (one,) = verify(a_route("a", "1 working_days", a={"budget": "605m", "go": "end"}))
    assert one.story == "A mất 10 giờ 5 phút làm việc; pháp luật cho 1 ngày làm việc."


def test_a_limit_that_is_none_is_refused() -> None:
    with pytest.raises(Malformed):
        findings(example(), limit="soon")


def test_findings_come_in_the_order_of_their_codes_and_of_the_table() -> None:
    written = bent("tax", stop="end", wrong="approve")
    del written["steps"]["appraise"]["duty"]
    del written["steps"]["receive"]["duty"]
    found = findings(written | {"limit": "same_day"})
    places = [CODES.index(one.code) for one in found]
    assert places == sorted(places)
    assert [one.step for one in found if one.code == "no-duty"] == ["receive", "appraise"]


def test_a_long_story_leaves_out_its_middle() -> None:
    steps = {f"s{n}": {"go": f"s{n + 1}", "budget": "1h"} for n in range(40)}
    (one,) = verify(a_route("s0", "same_day", **steps, s40={"go": "end"}))
    assert one.story.startswith("S0 → S1 → S2 → S3 → S4 → … → S36 → ")


def test_a_wide_route_with_loops_in_every_branch_is_proved_sound() -> None:
    assert verify(wide(12)) == []
    assert verify(wide(60)) == []


def test_a_fault_in_one_of_many_branches_is_found() -> None:
    written = wide(12).to_mapping()
    for step in written["steps"]:
        if step["step"] == "z7":
            step["outcomes"].append({"outcome": "stop", "to": "end"})
    codes = {(one.code, one.step) for one in verify(Route.from_mapping(written))}
    assert {("two-ends", "z7"), ("join-waits-forever", "meet")} <= codes


def test_moves_in_many_branches_at_once_are_found_illegal() -> None:
    written = wide(12, {"to": "end", "move": "stop"}).to_mapping()
    for step in written["steps"]:
        if step["step"] == "a":
            step["outcomes"][0]["move"] = "accept"
        if step["step"].startswith("z"):
            step["outcomes"][0]["move"] = "ask_payment"
    found = verify(Route.from_mapping(written), WORKFLOW, implicit=IMPLICIT_MOVES)
    assert {one.step for one in found if one.code == "illegal-move"} >= {"z0", "z11"}


def asking_anew(branches: int) -> Route:
    """Asks many at once; one of them may make the asking begin anew while the others are still at it."""
    names = [f"x{number}" for number in range(branches)]
    steps: dict[str, Any] = {name: {"again": name, "done": "meet"} for name in names}
    steps["x0"] |= {"wrong": "a"}
    return a_route(a={"go": {"fork": names}}, meet={"join": names, "done": "end"}, **steps)


def test_branches_that_run_into_one_another_are_played_in_every_order() -> None:
    assert verify(asking_anew(4)) == []


def test_a_route_too_wide_to_check_is_said_to_be() -> None:
    (one,) = verify(asking_anew(16))
    assert (one.code, one.step) == ("too-wide", "a")
    assert "quá nhiều cách xử lý" in one.story
