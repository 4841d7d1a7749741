"""Whom we trust, who has which key, signing with it, and documents that are given out, replaced, recalled."""

from motcua.domain.signatures.actions.keys import NewKey, add_key, retire_key, take_revocations, trust
from motcua.domain.signatures.actions.publishing import NewSigned, publish, recall, replace
from motcua.domain.signatures.actions.signing import Pen, pen

__all__ = [
    "NewKey",
    "NewSigned",
    "Pen",
    "add_key",
    "pen",
    "publish",
    "recall",
    "replace",
    "retire_key",
    "take_revocations",
    "trust",
]
