"""Which texts go under seal: what denounces in any spelling, and not what only looks like it without its tones."""

from __future__ import annotations

import pytest

from motcua.domain.feedback.rules.denouncing import denounces

TERMS = {"denunciation_words": ["tố cáo", "nhận hối lộ", "tham ô"]}


@pytest.mark.parametrize(
    "text",
    [
        "Tôi tố cáo ông trưởng thôn.",
        "TÔI TỐ CÁO việc này",
        "tôi tồ cáo ông ấy",  # every word in some tone, be it the wrong one
        "tôi tố cao ông ấy",  # one word as it is spelt, the other without its tone
        "toi to cao su viec nay",  # nothing tells it from rubber: rather under seal
        "ông ấy nhân hôi lộ của dân",
        "can bo tham o tien cua dan",
        "tố-cáo",
        "Tôi to\u0302\u0301 ca\u0301o ông ấy",  # letters put together from their parts
        "Trả lời: Phản ánh BP-241014-0001-9\ntoi to cao ong chu tich xa",  # the subject has tones, its writer none
        "toi to cao can bo dia chinh\nthôn Đak Xuyên, xã Đak Nhau",  # the place comes from a list
    ],
)
def test_a_denunciation_is_known_however_it_is_typed(text: str) -> None:
    assert denounces(text, TERMS)


@pytest.mark.parametrize(
    "text",
    [
        "Rãnh nước ngập vườn, trôi hết tổ cao su của nhà tôi.",
        "Cây to cao che hết đèn đường, xin chặt bớt.",
        "Tòa nhà tô cao ốc gây ồn.",
        "Khói từ lò mủ tờ cao su bay vào trường.",
        "Đường hỏng, xin sửa.",
        "",
    ],
)
def test_words_that_only_look_like_it_denounce_nobody(text: str) -> None:
    assert not denounces(text, TERMS)


def test_without_words_of_the_pack_nothing_denounces() -> None:
    assert not denounces("Tôi tố cáo.", {})
    assert not denounces("Tôi tố cáo.", {"denunciation_words": ["", "."]})


def test_of_a_text_without_end_the_beginning_is_read() -> None:
    assert denounces("Tôi tố cáo ông ấy. " + "a" * 5_000_000, TERMS)
    assert not denounces("đường hỏng " * 500_000, TERMS)
