"""Where a dossier went when an agency ended, in one sentence: for its applicant, its offices and the public."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from motcua.web.shared.filters import day


def handed_on_sentence(handed_on: Any, *, english: bool) -> str:
    """From which day who does what whom did before (`dossiers.queries.HandedOn`); both by their names of the time."""
    if handed_on is None:
        return _("Hồ sơ được chuyển sang cơ quan khác giải quyết")
    words = {
        "since": day(handed_on.since),
        "now": (handed_on.now.name_en if english else "") or handed_on.now.name,
        "was": (handed_on.was.name_en if english else "") or handed_on.was.name,
    }
    if handed_on.leads:
        return _("Từ ngày %(since)s, hồ sơ do %(now)s giải quyết, thay cho %(was)s") % words
    if handed_on.receives:
        return _("Từ ngày %(since)s, hồ sơ do %(now)s tiếp nhận và trả kết quả, thay cho %(was)s") % words
    return _("Từ ngày %(since)s, một bước của hồ sơ do %(now)s làm, thay cho %(was)s") % words
