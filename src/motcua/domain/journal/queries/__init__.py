"""Reading the journal: histories, proofs, and the check that it is whole."""

from motcua.domain.journal.queries.history import entries_about, history_of
from motcua.domain.journal.queries.integrity import check
from motcua.domain.journal.queries.proofs import Extent, Proof, extent, proof_of

__all__ = ["Extent", "Proof", "check", "entries_about", "extent", "history_of", "proof_of"]
