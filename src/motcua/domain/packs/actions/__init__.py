"""Loading a province pack, and making an installation a demonstration."""

from motcua.domain.packs.actions.loading import begin_demonstration, load

__all__ = ["begin_demonstration", "load"]
