"""Typesetting an issued paper: once, sealed, and never half."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from motcua.domain.papers import actions, queries
from motcua.domain.papers.models import Paper
from motcua.kernel.actors import System
from motcua.kernel.errors import Malformed, NotFound, Refused
from motcua.kernel.secrecy import seal_bytes
from tests.domain.papers.births import IDENTITY
from tests.domain.papers.contents import CONTENTS, source_of
from tests.domain.papers.test_issue import a_template, an_agency, issued

NOW = datetime(2024, 10, 7, 1, 31, tzinfo=UTC)
WORKER = System("jobs")


def a_certificate() -> Paper:
    a_template(source=source_of("giay-khai-sinh"))
    return issued(an_agency(), content=CONTENTS["giay-khai-sinh"])


def typeset(paper: Paper) -> Paper:
    return actions.typeset(paper.pk, by=WORKER, now=NOW)


def files() -> list[Path]:
    return [found for found in Path(default_storage.path("")).rglob("*") if found.is_file()]


def test_the_pdf_says_what_the_paper_says(db: None) -> None:
    paper = typeset(a_certificate())
    pdf = queries.pdf_of(paper.pk)
    text = " ".join(pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text().split())
    assert "TRẦN NGUYỄN KHÁNH HUYỀN" in text
    assert IDENTITY in text
    kept = Paper.objects.get(pk=paper.pk)
    assert (kept.sha256, kept.size, kept.typeset_at) == (sha256(pdf).hexdigest(), len(pdf), NOW)


def test_the_number_from_the_register_is_printed(db: None) -> None:
    a_template()
    paper = typeset(issued(an_agency()))
    assert "Số: 01/BPTNTKQ" in pypdf.PdfReader(BytesIO(queries.pdf_of(paper.pk))).pages[0].extract_text()


def test_the_file_on_disk_is_sealed(db: None) -> None:
    paper = typeset(a_certificate())
    (stored,) = files()
    content = stored.read_bytes()
    assert not content.startswith(b"%PDF")
    assert content.startswith(b"gAAAA")
    assert IDENTITY.encode() not in content
    assert "KHÁNH HUYỀN".encode() not in content
    assert stored.stat().st_mode & 0o077 == 0
    assert paper.stored_name.startswith("papers/2024/")
    assert str(paper.pk) not in Path(paper.stored_name).stem.split("-")


def test_typesetting_twice_is_typesetting_once(db: None) -> None:
    paper = a_certificate()
    first = typeset(paper)
    again = actions.typeset(paper.pk, by=WORKER, now=NOW + timedelta(days=1))
    assert (again.stored_name, again.typeset_at, again.sha256) == (first.stored_name, NOW, first.sha256)
    assert len(files()) == 1


def test_two_workers_with_the_same_paper_make_one_file(committed_db: str) -> None:
    paper = a_certificate()

    def work(_: int) -> str:
        try:
            return typeset(paper).stored_name
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as workers:
        assert len(set(workers.map(work, range(4)))) == 1
    assert len(files()) == 1


def test_a_crash_leaves_at_most_a_file_nobody_names(committed_db: str) -> None:
    paper = a_certificate()
    with transaction.atomic():
        typeset(paper)
        transaction.set_rollback(True)
    crashed = Paper.objects.get(pk=paper.pk)
    assert (crashed.typeset_at, crashed.stored_name, crashed.sha256) == (None, "", "")
    typeset(paper)
    assert queries.pdf_of(paper.pk).startswith(b"%PDF")
    assert len(files()) == 2


def test_a_template_changed_later_does_not_change_the_paper(db: None) -> None:
    paper = typeset(a_certificate())
    before = queries.pdf_of(paper.pk)
    paper.template.source = source_of("form-03")
    paper.template.save(update_fields=["source"])
    typeset(paper)
    assert queries.pdf_of(paper.pk) == before


def test_a_broken_template_leaves_the_paper_to_be_typeset_later(db: None) -> None:
    a_template(source="#let x = (")
    paper = issued(an_agency())
    with pytest.raises(Malformed):
        typeset(paper)
    assert files() == []
    assert Paper.objects.get(pk=paper.pk).typeset_at is None


def test_a_paper_that_does_not_exist_is_not_found(db: None) -> None:
    with pytest.raises(NotFound):
        actions.typeset(10**9, by=WORKER, now=NOW)
    with pytest.raises(NotFound):
        queries.pdf_of(10**9)


def test_a_paper_cannot_be_had_before_it_is_typeset(db: None) -> None:
    paper = a_certificate()
    with pytest.raises(Refused) as refusal:
        queries.pdf_of(paper.pk)
    assert refusal.value.code == "paper_not_ready"


@pytest.mark.parametrize("replacement", [None, b"%PDF-1.7 another paper"])
def test_a_file_that_was_lost_or_exchanged_is_not_given_out(db: None, replacement: bytes | None) -> None:
    paper = typeset(a_certificate())
    default_storage.delete(paper.stored_name)
    if replacement is not None:
        default_storage.save(paper.stored_name, ContentFile(seal_bytes(replacement)))
    with pytest.raises(Refused) as refusal:
        queries.pdf_of(paper.pk)
    assert refusal.value.code == "paper_damaged"


def test_a_view_of_a_moment_is_typeset_but_neither_numbered_nor_kept(db: None) -> None:
    a_template("thu-phieu", source=source_of("form-05"))
    before = Paper.objects.count()
    pdf = queries.render("thu-phieu", CONTENTS["form-05"], NOW.date())
    assert "PHIẾU KIỂM SOÁT" in pypdf.PdfReader(BytesIO(pdf)).pages[0].extract_text()
    assert (Paper.objects.count(), files()) == (before, [])


def test_a_view_by_no_template_is_not_found(db: None) -> None:
    a_template("thu-phieu", valid_to=NOW.date() - timedelta(days=1))
    with pytest.raises(NotFound):
        queries.render("thu-phieu", {}, NOW.date())
