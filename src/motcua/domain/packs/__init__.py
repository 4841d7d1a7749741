"""A whole province as a folder of readable files: checked, loaded and published."""

from motcua.domain.packs.rules import Finding, check

__all__ = ["Finding", "check"]
