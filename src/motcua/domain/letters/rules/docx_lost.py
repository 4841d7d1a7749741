"""What an edited .docx has that a letter cannot: looks of a run, what is drawn, what stands on no page of its own.

Each with a stable code and a sentence; the text around it is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn

from motcua.kernel.text import nfc

KEPT = 60
"""Letters of what was lost that are shown, so that one knows which it was."""
Lost = tuple[str, str]


def name_of(child: Any) -> str:
    """The name of an element without its namespace; nothing for a comment."""
    return child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""


def texts(holder: Any) -> list[str]:
    """The texts of each paragraph; deleted text is none."""
    paragraphs = holder.iter(qn("w:p")) if holder.tag != qn("w:p") else [holder]
    found = (nfc(" ".join("".join(each.text or "" for each in one.iter(qn("w:t"))).split())) for one in paragraphs)
    return [words for words in found if words]


def words_of(holder: Any) -> str:
    """All its text, as much as tells which it was."""
    return nfc("".join(each.text or "" for each in holder.iter(qn("w:t"))))[:KEPT]


def is_on(switch: Any) -> bool:
    """Whether a look that is given without a value, or with one, is given at all."""
    return switch is not None and switch.get(qn("w:val")) not in {"0", "false", "off", "none", "baseline"}


def look(run: Any, name: str) -> bool:
    """Whether the run has this look by itself."""
    return is_on(run.find(f"{qn('w:rPr')}/{qn(name)}"))


def is_hidden(run: Any) -> bool:
    """Whether a reader of the file does not see it."""
    return look(run, "w:vanish") or look(run, "w:webHidden")


def of_run(run: Any) -> Iterator[Lost]:
    """What its letters look like that Markdown has no way to say."""
    words = words_of(run)
    if not words.strip():
        return
    if is_hidden(run):
        yield "hidden", _("Chữ ẩn trong tệp không được đưa vào: “%(words)s”.") % {"words": words}
        return
    if look(run, "w:strike") or look(run, "w:dstrike"):
        story = _("Chữ gạch ngang được đưa vào như chữ thường: “%(words)s”. Nếu là chữ bỏ, hãy xóa.")
        yield "struck", story % {"words": words}
    if look(run, "w:vertAlign"):
        story = _("Chữ nâng cao hoặc hạ thấp trở thành chữ thường: “%(words)s”. Hãy viết lại cho rõ.")
        yield "raised", story % {"words": words}
    if look(run, "w:u") or look(run, "w:highlight"):
        yield "underlined", _("Gạch chân, tô màu không được giữ: “%(words)s”.") % {"words": words}


def drawn(child: Any) -> Iterator[Lost]:
    """Pictures, text boxes and what else is drawn, wherever it lies in the element."""
    found = list(_drawn(child))
    yield from found
    if not found and any(name_of(each) in {"drawing", "pict"} and len(each) for each in child.iter()):
        yield "drawing", _("Biểu đồ, hình vẽ không được đưa vào.")


def _drawn(child: Any) -> Iterator[Lost]:
    for each in child.iter():
        name = name_of(each)
        if name == "txbxContent":
            words = " ".join(texts(each))[:KEPT]
            yield "text-box", _("Hộp chữ không được đưa vào: “%(words)s”.") % {"words": words}
        elif name in {"blip", "imagedata"}:
            yield "picture", _("Hình ảnh không được đưa vào.")
        elif name in {"object", "OLEObject"}:
            yield "object", _("Đối tượng nhúng (bảng tính, tệp khác) không được đưa vào.")
        elif name == "sym":
            yield "symbol", _("Một ký hiệu vẽ bằng phông riêng không được đưa vào; hãy gõ lại.")


def in_margins(parts: tuple[Any, ...]) -> Iterator[Lost]:
    """What is written at the head and the foot of pages, beside page numbers."""
    for part in parts:
        words = " ".join(texts(part))[:KEPT]
        if any(letter.isalpha() for letter in words):
            yield "margin", _("Chữ ở đầu trang, chân trang không được đưa vào: “%(words)s”.") % {"words": words}
