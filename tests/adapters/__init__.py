"""Adapters: how other systems are spoken to."""
