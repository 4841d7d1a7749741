"""What changed between two versions, as somebody would say it."""

from __future__ import annotations

from motcua.domain.letters.rules.differences import Change, differences


def told(before: str, after: str) -> list[tuple[str, str]]:
    signs = {Change.SAME: "", Change.ADDED: "+", Change.REMOVED: "-"}
    return [
        (each.change.value, "".join(f"{signs[word.change]}{word.text}" for word in each.words))
        for each in differences(before, after)
    ]


def test_the_same_text_has_changed_nowhere() -> None:
    assert told("Một.\n\nHai.", "Một.\n\nHai.") == [("same", "Một."), ("same", "Hai.")]


def test_a_word_that_was_changed_stands_in_its_paragraph() -> None:
    assert told("Sở đã kiểm tra huyện.", "Sở đã kiểm tra xã.") == [("changed", "Sở đã kiểm tra -huyện+xã.")]


def test_a_paragraph_that_was_put_in_or_taken_out_is_whole() -> None:
    assert told("Một.\n\nBa.", "Một.\n\nHai nghìn.\n\nBa.") == [
        ("same", "Một."),
        ("added", "+Hai nghìn."),
        ("same", "Ba."),
    ]
    assert told("Một.\n\nHai nghìn.", "Một.") == [("same", "Một."), ("removed", "-Hai nghìn.")]


def test_paragraphs_that_share_no_words_are_two() -> None:
    assert told("Kính gửi ông bà.", "Trân trọng") == [("added", "+Trân trọng"), ("removed", "-Kính gửi ông bà.")]


def test_texts_that_would_take_a_minute_to_compare_are_told_without_looking_for_likenesses_to_the_end() -> None:
    words = [f"t{at}" for at in range(60)]
    before = "\n\n".join(f"x{at}. {'-'.join(words)}" for at in range(480))
    after = "\n\n".join(f"y{at}. {'-'.join(reversed(words))}" for at in range(480))
    last, changed = "Họp lúc 8 giờ tại hội trường xã", "Họp lúc 9 giờ tại hội trường xã"
    assert [each.change.value for each in differences(last, changed)] == ["changed"]
    found = differences(f"{before}\n\n{last}", f"{after}\n\n{changed}")
    assert [each.change.value for each in found].count("changed") == 0
    assert len(found) == 962


def test_nothing_of_either_text_is_missing_from_the_difference() -> None:
    before = "a b c\n\nd e f\n\ng h"
    after = "a x c\n\nmới\n\ng h\n\nd e f"
    found = differences(before, after)
    kept = {Change.SAME, Change.ADDED}
    shown = ["".join(word.text for word in each.words if word.change in kept) for each in found]
    assert [text for text in shown if text] == after.split("\n\n")
    old = {Change.SAME, Change.REMOVED}
    gone = ["".join(word.text for word in each.words if word.change in old) for each in found]
    assert sorted(text for text in gone if text) == sorted(before.split("\n\n"))
