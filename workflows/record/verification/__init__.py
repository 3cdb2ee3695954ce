"""`verify`: recomputes everything that the record promises, part by part, and names each record that is not as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from articles import chains, sealing
from articles.faults import Counted, Fault
from workflows.record.verification import agreement, rows

Check = Callable[[Counted], Iterator[Fault]]

CHECKS: Mapping[str, Check] = {
    "guards": rows.guard_faults,
    "versions": rows.version_faults,
    "sign-offs": rows.sign_off_faults,
    "audits": rows.audit_faults,
    "definitions": rows.definition_faults,
    "reviews": rows.review_faults,
    "publications": rows.publication_faults,
    "images": rows.image_faults,
    "links": rows.link_faults,
    "events": chains.chain_faults,
    "checkpoints": chains.checkpoint_faults,
    "seals": sealing.seal_faults,
    "agreement": agreement.event_faults,
    "history": agreement.history_faults,
}

__all__ = ["CHECKS", "Check"]
