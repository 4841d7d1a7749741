"""National records as files, written for the tests in the form in which they arrive."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook

from motcua.domain.procedures import actions
from motcua.domain.procedures.actions import Imported
from motcua.kernel.actors import System

CLERK = System("tests")
NOW = datetime(2015, 3, 1, tzinfo=UTC)


def a_record(of: str = "8.000001", /, **changes: Any) -> dict[str, Any]:
    """A record with every key."""
    return {
        "code": of,
        "name": "Cấp thẻ đò ngang",
        "decision": "12/QĐ-BGT",
        "levels": ["Cấp xã"],
        "kind": "TTHC được luật giao",
        "field": "Đường thủy",
        "subjects": ["Công dân Việt Nam", "Doanh nghiệp"],
        "performed_by": "Ủy ban nhân dân cấp xã",
        "authority": "",
        "coordinating": "",
        "procedure_text": "Bước 1: Chủ đò nộp hồ sơ.\nBước 2: Cơ quan cấp thẻ xem xét.",
        "channels_text": "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tuyến3 Ngày làm việcMiễn phí"
        "Trực tiếp5 Ngày làm việc20,000 VNĐ(mỗi thẻ)",
        "parts_text": "--Tên giấy tờMẫu đơn, tờ khaiSố lượngĐơn đề nghị cấp thẻMau so 2.docx1 bản chính"
        "Ảnh chụp con đò0 bản chính,2 bản sao",
        "conditions_text": "",
        "legal_bases_text": "Tên văn bản pháp lýMã văn bảnLuật Đò ngang12/2010/QH12Nghị định về đò34/2011/NĐ-CP",
        "result_text": "Thẻ đò ngangMã: KQ.G04.000099",
        **changes,
    }


def lines(*records: Any) -> bytes:
    """A file of JSON lines; texts and bytes are put in as they are."""
    return b"".join(
        (each if isinstance(each, bytes) else str(each).encode() if isinstance(each, str) else _json(each)) + b"\n"
        for each in records
    )


def _json(record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode()


def a_csv(*records: dict[str, Any], delimiter: str = ",") -> bytes:
    """The records as a CSV file."""
    written = io.StringIO()
    writer = csv.DictWriter(written, list(a_record()), delimiter=delimiter)
    writer.writeheader()
    for record in records:
        writer.writerow({key: "; ".join(value) if isinstance(value, list) else value for key, value in record.items()})
    return written.getvalue().encode()


def an_xlsx(*rows: list[Any]) -> bytes:
    """A workbook with these rows on its first sheet."""
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def take(content: bytes, name: str = "records.jsonl", *, now: datetime = NOW, dry_run: bool = False) -> Imported:
    """Import as the command does."""
    return actions.import_national(io.BytesIO(content), name, by=CLERK, now=now, dry_run=dry_run)


def rejections(done: Imported) -> list[tuple[int, str, str]]:
    """Line, code and stable reason of each record that was not taken."""
    return [(each.line, each.code, each.reason) for each in done.rejected]
