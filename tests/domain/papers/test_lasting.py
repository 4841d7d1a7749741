"""The checker of PDF/A: it says no to what is wrong, and a stream that ends in a carriage return is not."""

from __future__ import annotations

import re

import page
import pytest
import typst
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.papers.contents import source_of
from tests.domain.papers.lasting import LENGTH_RULE, failures, length_is_right
from tests.domain.papers.test_templates import typeset

REFUSAL = typeset("form-03")
STREAMS = [int(number) for number in re.findall(rb"(\d+) 0 obj\s*<<(?:(?!endobj).)*?>>\s*stream", REFUSAL, re.DOTALL)]


def ending_in(number: int, tail: bytes, *, said: int) -> bytes:
    """The refusal with a few bytes more at the end of one stream, its length said too long by `said`, offsets right."""
    begins = re.search(rb"\n%d 0 obj" % number, REFUSAL)
    assert begins is not None
    length = re.compile(rb"/Length (\d+)").search(REFUSAL, begins.end())
    assert length is not None
    ends = REFUSAL.index(b"\nendstream", begins.end())
    changed = b"".join(
        (
            REFUSAL[: length.start(1)],
            str(int(length[1]) + len(tail) + said).encode(),
            REFUSAL[length.end(1) : ends],
            tail,
            REFUSAL[ends:],
        )
    )
    return with_offsets(changed)


def with_offsets(pdf: bytes) -> bytes:
    """The same PDF with a table of offsets that fits it."""
    body, _, rest = pdf.rpartition(b"\nxref\n")
    places = {int(found[1]): found.start(1) for found in re.finditer(rb"(?:^|(?<=\n))(\d+) 0 obj", body)}
    head, *lines = rest.split(b"trailer")[0].splitlines(keepends=True)
    table = [lines[0], *(b"%010d 00000 n" % places[n] + lines[n][18:] for n in range(1, len(lines)))]
    trailer = re.sub(rb"startxref\s+\d+", b"startxref\n%d" % (len(body) + 1), rest[rest.index(b"trailer") :])
    return b"".join((body, b"\nxref\n", head, *table, trailer))


def test_the_offsets_are_those_of_the_typesetter() -> None:
    assert with_offsets(REFUSAL) == REFUSAL
    assert failures(REFUSAL) == []
    assert len(STREAMS) > 3


@given(number=st.sampled_from(STREAMS), before=st.binary(max_size=3))
def test_a_stream_may_end_in_a_carriage_return(number: int, before: bytes) -> None:
    pdf = ending_in(number, before + b"\r", said=0)
    assert length_is_right(pdf, number)
    assert "/Length" not in " ".join(failures(pdf))


@given(number=st.sampled_from(STREAMS), wrong=st.sampled_from([-9, -2, 3, 9]))
def test_a_length_that_is_wrong_is_found_all_the_same(number: int, wrong: int) -> None:
    pdf = ending_in(number, b"zz\r", said=wrong)
    assert not length_is_right(pdf, number)
    assert failures(pdf) != []


def test_the_mistake_of_the_checker_is_still_there() -> None:
    """When this fails the checker has been mended, and what puts its mistake right can go."""
    report = page.validate_pdf_bytes(ending_in(STREAMS[-1], b"\r", said=0), profile="2b")
    assert LENGTH_RULE in {each.rule_id for each in report.failures}


@pytest.mark.parametrize("number", [0, 10**6])
def test_what_is_no_stream_has_no_right_length(number: int) -> None:
    assert not length_is_right(REFUSAL, number)


def test_the_checker_of_pdf_a_can_say_no() -> None:
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(settings.MOTCUA_FONTS)])
    plain = typst.Compiler(font_paths=fonts).compile(input=source_of("form-03").encode(), sys_inputs={"content": "{}"})
    assert isinstance(plain, bytes)
    assert failures(plain) != []
