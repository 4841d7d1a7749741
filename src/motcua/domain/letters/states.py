"""Kinds of official letters and what a signer signs for (Nghị định 30/2020/NĐ-CP, Điều 7, 13 and Phụ lục III)."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The kinds that are drafted here; the value is the word of a letter file."""

    OFFICIAL_LETTER = "cong_van", _("Công văn")
    DECISION = "quyet_dinh", _("Quyết định")
    PLAN = "ke_hoach", _("Kế hoạch")
    REPORT = "bao_cao", _("Báo cáo")
    SUBMISSION = "to_trinh", _("Tờ trình")
    NOTICE = "thong_bao", _("Thông báo")
    MINUTES = "bien_ban", _("Biên bản")
    INVITATION = "giay_moi", _("Giấy mời")


class Authority(TextChoices):
    """In whose place a signature stands; empty where the head signs for themselves."""

    COLLECTIVE = "TM", _("Thay mặt tập thể")
    DEPUTY = "KT", _("Ký thay người đứng đầu")
    BY_ORDER = "TL", _("Thừa lệnh")
    AUTHORISED = "TUQ", _("Thừa ủy quyền")
    ACTING = "Q", _("Quyền")


class Urgency(TextChoices):
    """The marks of haste of a letter."""

    URGENT = "khan", _("KHẨN")
    VERY_URGENT = "thuong_khan", _("THƯỢNG KHẨN")
    MOST_URGENT = "hoa_toc", _("HỎA TỐC")
