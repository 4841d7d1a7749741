"""A payment provider that exists only here: the payer's page is ours, the signed message is like a real one's."""

from __future__ import annotations

import hmac
import json
from hashlib import sha256

from motcua.domain.payments.gateways import Asked, Told
from motcua.kernel.errors import Refused

LARGEST = 4096


class Simulated:
    """HMAC-SHA256 over the body, hex; the body is JSON of four fields."""

    code = "simulated"

    def __init__(self, key: str) -> None:
        self._key = key.encode()

    def address_for(self, asked: Asked) -> str:
        """The page that plays the provider, beneath the payer's own page."""
        return f"{asked.back}mo-phong/{asked.reference}/"

    def read(self, body: bytes, signature: str) -> Told:
        """Checked before anything is parsed; compared in constant time."""
        if len(body) > LARGEST or not hmac.compare_digest(self._sign(body).encode(), signature.encode()):
            raise Refused("callback_forged")
        try:
            found = json.loads(body)
            told = Told(found["reference"], found["amount"], found["transaction"], found["paid"])
        except (ValueError, KeyError, TypeError):
            raise Refused("callback_forged") from None
        texts = isinstance(told.reference, str) and isinstance(told.provider_reference, str)
        if not texts or type(told.amount) is not int or told.amount < 0 or not isinstance(told.paid, bool):
            raise Refused("callback_forged")
        return told

    def pretend(self, told: Told) -> tuple[bytes, str]:
        """The message for a press of a button on the page that plays the provider."""
        said = {
            "reference": told.reference,
            "amount": told.amount,
            "transaction": told.provider_reference,
            "paid": told.paid,
        }
        body = json.dumps(said, sort_keys=True).encode()
        return body, self._sign(body)

    def _sign(self, body: bytes) -> str:
        return hmac.new(self._key, body, sha256).hexdigest()
