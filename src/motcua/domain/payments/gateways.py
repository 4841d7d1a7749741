"""What the office needs of a payment provider, whoever it is.

The provider learns a reference and an amount, nothing of the person or the matter. `settings.MOTCUA_PAYMENT_GATEWAY`
names the class; the one that ships with the code is a simulation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from django.conf import settings
from django.utils.module_loading import import_string


@dataclass(frozen=True)
class Asked:
    """What a payer is sent with: `amount` in đồng; `back` is where the payer returns to."""

    reference: str
    amount: int
    back: str


@dataclass(frozen=True)
class Told:
    """What a provider's signed message says; `provider_reference` is unique with the provider."""

    reference: str
    amount: int
    provider_reference: str
    paid: bool


class Gateway(Protocol):
    """A payment provider."""

    code: str

    def address_for(self, asked: Asked) -> str:
        """Where the payer's browser is sent."""

    def read(self, body: bytes, signature: str) -> Told:
        """A message of the provider, once its signature was found good.

        Raises:
            Refused: `callback_forged`, whatever is wrong with it.
        """


@runtime_checkable
class Simulation(Gateway, Protocol):
    """A provider that takes no money: what it would say is said for it."""

    def pretend(self, told: Told) -> tuple[bytes, str]:
        """The signed message that it would send."""


def gateway() -> Gateway:
    """The provider of this installation."""
    made: Gateway = import_string(settings.MOTCUA_PAYMENT_GATEWAY)(settings.MOTCUA_PAYMENT_KEY)
    return made
