"""What a text without a category is taken for: by the pack's words, and only where its needs are met."""

from __future__ import annotations

from datetime import date

import pytest

from motcua.domain.channels import queries

pytestmark = pytest.mark.django_db
DAY = date(2024, 10, 14)


@pytest.mark.parametrize(
    ("text", "placed", "code"),
    [
        ("Đường hư, cầu sập ở đầu thôn.", True, "gt-mat-duong"),
        ("Đường hư, cầu sập ở đầu thôn.", False, "khac"),
        ("Xin hỏi chuyện nhà tôi.", True, "khac"),
    ],
)
def test_words_decide_where_the_needs_of_a_category_are_met(text: str, placed: bool, code: str) -> None:
    found = queries.category_for(text, DAY, placed=placed, pictured=False, reachable=True)
    assert found.code == code


def test_what_goes_under_seal_has_its_one_category() -> None:
    assert queries.sealed_category(DAY).body["sealed"] is True
