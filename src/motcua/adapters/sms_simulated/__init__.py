"""A provider that takes every message and sends none: for a demonstration and for a developer's desk."""

from __future__ import annotations


class SimulatedGateway:
    """Nobody's telephone rings."""

    def send(self, phone: str, text: str, reference: str) -> str:
        """Take the message; see `gateways.SmsGateway`."""
        return f"simulated-{reference}"
