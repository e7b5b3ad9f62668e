"""What is done to the record, as acts for its ledger.

In: what an update or a person did. Out: `Act`s with who did it. Not here: the chain they go into
(`gazette.ledger`), and when one is written (in the transaction of what it tells of, where it can be).
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from gazette.app import environment
from gazette.ledger.chain import Act
from gazette.model.editions import Provenance, Verdict

Facts = dict[str, str | int | None]


class Overrule(msgspec.Struct, frozen=True):
    """That a person takes editions which the guard holds back, and why."""

    reason: str = ""


def act(at: datetime, action: str, facts: Facts) -> Act:
    """The act, done by the user that runs this process."""
    return Act(at=at, actor=environment.actor(), action=action, facts=facts)


def decided(at: datetime, edition: Provenance, verdict: Verdict, overrule: Overrule) -> Act:
    """That a person accepted an edition over the guard's reasons, or put it aside."""
    facts: Facts = {
        "list": edition.list_id,
        "sha256": edition.sha256,
        "moment": edition.moment.isoformat(),
        "reason": overrule.reason,
    }
    return act(at, "accept" if verdict is Verdict.OVERRULED else "dismiss", facts)
