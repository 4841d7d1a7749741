"""Vietnamese as it was written before Unicode: old mail programs still send TCVN3 and VNI, mostly without saying so."""

from __future__ import annotations

import re
import unicodedata

_TCVN3 = dict(
    zip(
        "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\xadøõö÷ùýúûüþ¡¢§£¤¥¦",
        "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_ONLY_TCVN3 = frozenset("¸µ¶·¹¨¾»¼½©®ª«¬\xad§¡¢£¤¥¦")
"""Signs that no other text in a Latin letter set has in the middle of words."""
_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
_CIRCUMFLEX, _BREVE, _HORN = "\u0302", "\u0306", "\u031b"
_VNI_MARKS = {
    "ø": _GRAVE, "ù": _ACUTE, "û": _HOOK, "õ": _TILDE, "ï": _DOT,
    "â": _CIRCUMFLEX, "à": _CIRCUMFLEX + _GRAVE, "á": _CIRCUMFLEX + _ACUTE, "å": _CIRCUMFLEX + _HOOK,
    "ã": _CIRCUMFLEX + _TILDE, "ä": _CIRCUMFLEX + _DOT,
    "ê": _BREVE, "è": _BREVE + _GRAVE, "é": _BREVE + _ACUTE, "ú": _BREVE + _HOOK,
    "ü": _BREVE + _TILDE, "ë": _BREVE + _DOT,
}  # fmt: skip
_VNI_LETTERS = {
    "ñ": "đ",
    "ô": "o" + _HORN,
    "ö": "u" + _HORN,
    "æ": "i" + _HOOK,
    "ó": "i" + _TILDE,
    "ò": "i" + _DOT,
    "î": "y" + _DOT,
}
_VNI_PAIR = re.compile(f"([aeouyôöAEOUYÔÖ])([{''.join(_VNI_MARKS)}{''.join(_VNI_MARKS).upper()}])")
_LATIN = frozenset(
    {"iso-8859-1", "latin-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii", "unknown-8bit", ""}
)
FEW = 3


def decoded(content: bytes, charset: str) -> str:
    """The text, by what the letter says of itself and by what it looks like; composed, whatever it was."""
    named = charset.strip().lower()
    if "tcvn" in named:
        return nfc(from_tcvn3(content.decode("latin-1")))
    if "vni" in named:
        return nfc(from_vni(content.decode("latin-1")))
    if named in _LATIN:
        try:
            return nfc(content.decode("utf-8"))
        except UnicodeDecodeError:
            return nfc(_guessed(content.decode("latin-1")))
    for codec in (named, "utf-8"):
        try:
            return nfc(content.decode(codec))
        except (LookupError, UnicodeDecodeError):
            continue
    return nfc(_guessed(content.decode("latin-1")))


def _guessed(text: str) -> str:
    """What bytes in no known letter set most likely are."""
    if sum(letter in _ONLY_TCVN3 for letter in text) >= FEW:
        return from_tcvn3(text)
    if len(_VNI_PAIR.findall(text)) + text.count("ñ") >= FEW:
        return from_vni(text)
    return text.encode("latin-1").decode("cp1258", errors="replace")


def from_tcvn3(text: str) -> str:
    """TCVN3 (ABC) read as Latin-1, as Vietnamese."""
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def from_vni(text: str) -> str:
    """VNI for Windows read as Latin-1, as Vietnamese: a letter and the mark behind it."""
    marked = _VNI_PAIR.sub(lambda pair: _vni(pair[1]) + _VNI_MARKS[pair[2].lower()], text)
    return nfc("".join(_vni(letter) for letter in marked))


def _vni(letter: str) -> str:
    plain = _VNI_LETTERS.get(letter.lower())
    return letter if plain is None else (plain.upper() if letter.isupper() else plain)


def nfc(text: str) -> str:
    """The text with composed letters."""
    return unicodedata.normalize("NFC", text)
