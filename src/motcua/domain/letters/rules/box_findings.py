"""Findings in the boxes around the text: heading, people, signature (Phụ lục I, ô 1–5, 7–12)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from motcua.domain.letters.rules.document import Document, SignerLines
from motcua.domain.letters.rules.printed import Printed, Role, bare, numbered
from motcua.domain.letters.rules.told import SECRET, Told, secret
from motcua.domain.letters.states import Authority, Kind
from motcua.kernel.text import fold

SYMBOL = re.compile(r"\d{2,}/[A-ZĐ][A-Za-zĐ]*(-[A-ZĐ][A-ZĐ&0-9]*)*")
ABBREVIATIONS = {
    Kind.DECISION: "QĐ",
    Kind.PLAN: "KH",
    Kind.REPORT: "BC",
    Kind.SUBMISSION: "TTr",
    Kind.NOTICE: "TB",
    Kind.MINUTES: "BB",
    Kind.INVITATION: "GM",
}
"""Of Phụ lục III; an official letter has none."""
NEED_ADDRESSEES = frozenset({Kind.OFFICIAL_LETTER, Kind.SUBMISSION, Kind.INVITATION})

_VV = re.compile(r"V/v\b", re.IGNORECASE)
_ABOUT = re.compile(r"V/v\b|Về việc\b", re.IGNORECASE)
"""What `V/v` of the form already says; a document with a title of its kind may begin so (Phụ lục III, mẫu 1.2)."""
_ACADEMIC = re.compile(r"(?:GS|PGS|TS|ThS|KS|BS|CN|CK[I]{1,2})\b\.?|Giáo sư|Phó Giáo sư|Tiến sĩ|Thạc sĩ|Kỹ sư|Bác sĩ")
_TYPED_AUTHORITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\.")


def heading(document: Document, boxes: Printed) -> Iterator[Told]:
    """Boxes 1 to 5."""
    yield from _empty(document)
    if document.superior and fold(document.issuer).startswith(("uy ban nhan dan ", "hoi dong nhan dan ")):
        yield Told(
            "superior-of-council",
            _("Hội đồng nhân dân, Ủy ban nhân dân không ghi cơ quan chủ quản ở trên tên của mình."),
            hint=True,
        )
    yield from _number(document)
    yield from _date(document)
    yield from _subject(document, boxes)


def _empty(document: Document) -> Iterator[Told]:
    empty = {
        "missing-issuer": (document.issuer, _("Thiếu tên cơ quan, tổ chức ban hành văn bản.")),
        "missing-place": (document.place, _("Thiếu địa danh trước ngày, tháng, năm.")),
        "missing-subject": (document.subject, _("Thiếu trích yếu nội dung văn bản.")),
        "missing-body": (document.body, _("Văn bản chưa có nội dung.")),
        "missing-position": (document.signer.position, _("Thiếu chức vụ của người ký.")),
    }
    for code, (written, story) in empty.items():
        if not written.strip():
            yield Told(code, story)


def _number(document: Document) -> Iterator[Told]:
    number, symbol = document.number, document.symbol
    if number and (not (number.isascii() and number.isdigit()) or number != f"{int(number):02d}"):
        yield Told(
            "number",
            _("Số “%(number)s” không đúng: số bằng chữ số Ả Rập, số dưới 10 thêm một số 0 ở trước.")
            % {"number": number},
        )
    if not SYMBOL.fullmatch(f"01/{symbol}"):
        yield Told(
            "symbol",
            _("Ký hiệu “%(symbol)s” không đúng: chữ in hoa, giữa các phần là dấu gạch nối, ví dụ QĐ-UBND.")
            % {"symbol": symbol},
        )
    first = symbol.partition("-")[0]
    wanted = ABBREVIATIONS.get(Kind(document.kind))
    if wanted and first != wanted:
        yield Told(
            "symbol-kind",
            _("Ký hiệu phải bắt đầu bằng chữ viết tắt của loại văn bản: %(wanted)s-…") % {"wanted": wanted},
        )
    elif not wanted and first in ABBREVIATIONS.values():
        yield Told(
            "symbol-kind",
            _("Ký hiệu của công văn không có chữ viết tắt tên loại văn bản (%(first)s).") % {"first": first},
        )


def _date(document: Document) -> Iterator[Told]:
    written = document.date if document.date.count("-") == 2 else f"{document.date}-01"
    try:
        date.fromisoformat(written)
    except ValueError:
        yield Told("date", _("Ngày, tháng, năm của văn bản không có thật: %(date)s.") % {"date": document.date})
        return
    if document.number and document.date.count("-") == 1:
        yield Told("number-without-day", _("Văn bản đã có số thì phải có ngày."))


def _subject(document: Document, boxes: Printed) -> Iterator[Told]:
    subject = document.subject.strip()
    if (_ABOUT if document.kind == Kind.OFFICIAL_LETTER else _VV).match(subject):
        story = (
            _("Trích yếu đã có “V/v” do mẫu in sẵn; chỉ viết nội dung sau đó.")
            if document.kind == Kind.OFFICIAL_LETTER
            else _("“V/v” chỉ dùng cho công văn; văn bản có tên loại ghi thẳng trích yếu.")
        )
        yield Told("subject-vv", story)
    if SECRET.fullmatch(subject):
        yield secret()
    if subject.endswith((".", ";", ":", ",")):
        yield Told("subject-stop", _("Cuối trích yếu không có dấu câu."), hint=True)
    if boxes.title and fold(subject).startswith(fold(boxes.title) + " "):
        yield Told("subject-title", _("Tên loại văn bản đã in ở trên; trích yếu không nhắc lại."), hint=True)


def people(document: Document, boxes: Printed) -> Iterator[Told]:
    """Boxes 9a and 9b."""
    if not boxes.to and document.kind in NEED_ADDRESSEES:
        yield Told("no-addressee", _("Thiếu nơi gửi ở mục Kính gửi."))
    if boxes.to and document.kind == Kind.DECISION:
        yield Told("addressee-in-decision", _("Quyết định không có mục Kính gửi."))
    for line in (*document.to, *document.copies):
        if not bare(line):
            yield Told("empty-line", _("Có một dòng trống trong nơi gửi hoặc nơi nhận."))
        elif bare(line) != line.strip():
            yield Told(
                "line-punctuation",
                _("“%(line)s”: dấu gạch đầu dòng và dấu cuối dòng do mẫu in; chỉ viết tên nơi gửi, nơi nhận.")
                % {"line": line},
                hint=True,
            )
    yield from _copies(document, boxes)


def _copies(document: Document, boxes: Printed) -> Iterator[Told]:
    copies = boxes.copies
    if not copies:
        yield Told("no-copies", _("Thiếu mục Nơi nhận."))
        return
    if not copies[-1].startswith("Lưu: VT"):
        yield Told("copies-archive", _("Dòng cuối của Nơi nhận phải là “Lưu: VT”, sau đó là đơn vị soạn thảo."))
    if any(line.startswith("Lưu") for line in copies[:-1]):
        yield Told("copies-order", _("Dòng “Lưu” đứng cuối Nơi nhận."))
    if document.kind == Kind.DECISION:
        articles = sum(laid.role is Role.ARTICLE for laid in boxes.sheets[0].blocks)
        found = re.match(r"Như Điều (\d+)", copies[0])
        if not found:
            yield Told("copies-first", _("Dòng đầu Nơi nhận của quyết định là “Như Điều …”, điều giao thi hành."))
        elif articles and not 1 <= int(found[1]) <= articles:
            yield Told(
                "copies-first",
                _("Nơi nhận ghi Điều %(article)s mà quyết định không có điều ấy.") % {"article": found[1]},
            )
    elif boxes.to and copies[0] != "Như trên":
        yield Told("copies-first", _("Văn bản có Kính gửi thì dòng đầu Nơi nhận là “Như trên”."))
    elif not boxes.to and copies[0] == "Như trên":
        yield Told("copies-first", _("Không có Kính gửi thì Nơi nhận không ghi “Như trên”."), hint=True)


def signature(document: Document, *, position: str = "") -> Iterator[Told]:
    """Box 7 (Điều 13): who signs for whom."""
    signer = document.signer
    lines = " ".join((signer.position, signer.head, signer.body))
    if _TYPED_AUTHORITY.search(lines):
        yield Told("authority-typed", _("TM., KT., TL., TUQ., Q. do mẫu in; chỉ viết chức vụ."))
    if _ACADEMIC.match(signer.name):
        yield Told("name-title", _("Trước họ tên người ký không ghi học hàm, học vị và danh hiệu."))
    if signer.position:
        yield from _authority(signer)
    if document.kind == Kind.MINUTES:
        yield from _secretary(document)
    elif document.secretary:
        yield Told("secretary-only-in-minutes", _("Chỉ biên bản có chữ ký của thư ký."))
    if position and document.kind != Kind.MINUTES and fold(position) != fold(signer.position):
        yield Told(
            "other-position",
            _("Văn bản ghi chức vụ “%(written)s” mà người ký là “%(position)s”.")
            % {"written": signer.position, "position": position},
        )


def _secretary(document: Document) -> Iterator[Told]:
    """Minutes bear two signatures, of two people (Phụ lục III, mẫu 1.9)."""
    if not document.secretary.strip():
        yield Told("missing-secretary", _("Thiếu họ tên thư ký của biên bản."))
    elif _ACADEMIC.match(document.secretary):
        yield Told("name-title", _("Trước họ tên người ký không ghi học hàm, học vị và danh hiệu."))
    if document.signer.authority is not None:
        yield Told("authority-in-minutes", _("Chủ tọa ký biên bản không ghi TM., KT., TL., TUQ. hay Q."))


def _authority(signer: SignerLines) -> Iterator[Told]:
    position, head = signer.position.upper(), signer.head.upper()
    deputy = position.startswith("PHÓ ")
    authority = signer.authority
    if authority == Authority.COLLECTIVE and not signer.body:
        yield Told("tm-body", _("Ký thay mặt (TM.) phải ghi tập thể được thay mặt, ví dụ TM. ỦY BAN NHÂN DÂN."))
    if authority in {Authority.DEPUTY, Authority.BY_ORDER, Authority.AUTHORISED} and not head:
        yield Told("no-head", _("Ký %(mark)s. phải ghi chức vụ của người đứng đầu.") % {"mark": authority})
    signs_for_head = authority == Authority.DEPUTY or (authority == Authority.COLLECTIVE and head and head != position)
    if signs_for_head and not deputy:
        yield Told("kt-position", _("Chỉ cấp phó mới ký thay (KT.): chức vụ người ký phải bắt đầu bằng “PHÓ”."))
    elif signs_for_head and head and not position.startswith(f"PHÓ {head}"):
        yield Told(
            "kt-position",
            _("%(position)s không phải là cấp phó của %(head)s.") % {"position": signer.position, "head": signer.head},
        )
    if deputy and not signs_for_head and authority in {None, Authority.COLLECTIVE, Authority.ACTING}:
        yield Told("deputy-without-kt", _("Cấp phó ký thay người đứng đầu thì phải ghi KT. và chức vụ người đứng đầu."))
    if authority is None and head and head != position:
        yield Told(
            "head-without-authority", _("Có ghi chức vụ người đứng đầu mà không nói ký thay, thừa lệnh hay ủy quyền.")
        )


def before_signing(document: Document) -> Iterator[Told]:
    """What comes after the signature may not stand there before it (Điều 15): number and day."""
    if not document.signer.name.strip():
        yield Told("missing-name", _("Thiếu họ tên người ký."))
    if numbered(document.number):
        yield Told("number-before-signing", _("Số văn bản chỉ cấp sau khi ký; trước đó để trống."))
    if document.date.count("-") == 2:
        yield Told("day-before-signing", _("Ngày văn bản chỉ ghi khi cấp số, sau khi ký; trước đó để trống."))
