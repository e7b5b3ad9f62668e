"""Update lists: fetch or open files, keep their bytes, read, judge and take them in.

In: a workspace, lists, and where from. Out: an `Updated` a list: what became of every file. A list
that cannot be reached does not keep the others from being updated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

import msgspec

from gazette.app import acts
from gazette.app.acts import Overrule
from gazette.app.intake import Given, Report, plan
from gazette.app.judging import contradictions
from gazette.app.lists import chosen
from gazette.app.pending import Pending, Plan, Refused
from gazette.app.take_in import Outcome, take_in
from gazette.app.workspace import Workspace
from gazette.errors import FetchError, InputError
from gazette.ledger import chain
from gazette.model.editions import Verdict
from gazette.record import readings, snapshots
from gazette.sources.catalog import source_of
from gazette.sources.containers import open_inputs
from gazette.sources.fetch import fetch
from gazette.sources.listing import ListSource, Offer, RemoteFile
from gazette.sources.retrieval import Fetched, FetchLimits, Target, Unchanged, Validators


class Updated(msgspec.Struct, frozen=True, kw_only=True):
    """What an update did to one list.

    Attributes:
        list_id: the list.
        outcomes: one a file read, in order of valid time.
        refused: files given that were not taken.
        unchanged: addresses at which the publisher still shows what the record has.
        error: why the publisher could not be reached; None if it was, or was not asked.
    """

    list_id: str
    outcomes: tuple[Outcome, ...] = ()
    refused: tuple[Refused, ...] = ()
    unchanged: tuple[str, ...] = ()
    error: FetchError | None = None

    @property
    def has_fault(self) -> bool:
        """Whether a person should look: something was damaged or held back, or nothing was taken."""
        took_nothing = bool(self.refused) and not self.outcomes
        is_held = any(outcome.verdict is Verdict.HELD for outcome in self.outcomes)
        return took_nothing or is_held or any(one.is_fault for one in self.refused)

    def count(self, verdict: Verdict | None) -> int:
        """How many files met this verdict; None counts those the record had already."""
        return sum(outcome.verdict is verdict for outcome in self.outcomes)


def silent(_what: str, _done: int, _total: int | None) -> None:
    """A report that tells no one."""


def update_from(
    workspace: Workspace,
    list_id: str,
    inputs: Iterable[Path],
    *,
    published: date | None = None,
    overrule: Overrule | None = None,
    report: Report = silent,
) -> Updated:
    """Takes in copies of a list: files, folders, archives.

    Args:
        workspace: the record.
        list_id: the list they are editions of.
        inputs: where they are.
        published: the day they are of, where nothing in them says.
        overrule: take also those that the guard holds back.
        report: told of progress.

    Raises:
        UnknownList: no such list.
        InputError: there is nothing at one of the places.
        RecordBusy: another process is writing.
    """
    source = source_of(list_id)
    given = Given(retrieved_at=workspace.now(), published=published)
    with workspace.record.only_writer():
        files = (file for path in inputs for file in open_inputs(path))
        planned = plan(workspace, source, files, given, report)
        return _taken(workspace, source, planned, overrule, report)


def update(
    workspace: Workspace,
    list_ids: Iterable[str] = (),
    *,
    offer: str | None = None,
    overrule: Overrule | None = None,
    limits: FetchLimits | None = None,
    report: Report = silent,
) -> Iterator[Updated]:
    """Fetches lists from their publishers and takes in what is new.

    Args:
        workspace: the record.
        list_ids: the lists; all if none is named.
        offer: which of the publisher's formats; by default the source's first.
        overrule: take also editions that the guard holds back, those of earlier updates included.
        limits: what a download may cost.
        report: told of progress.

    Raises:
        UnknownList: one of them is no list.
        InputError: a list is not offered in that format.
        RecordBusy: another process is writing.
    """
    sources = [source_of(list_id) for list_id in chosen(list_ids)]
    offers = [(source, _offer(source, offer)) for source in sources]
    yield from update_offers(workspace, offers, overrule=overrule, limits=limits, report=report)


def update_offers(
    workspace: Workspace,
    offers: Iterable[tuple[ListSource, Offer]],
    *,
    overrule: Overrule | None = None,
    limits: FetchLimits | None = None,
    report: Report = silent,
) -> Iterator[Updated]:
    """Fetches each list in the format named beside it; one that fails does not keep the others."""
    with workspace.record.only_writer():
        for source, wanted in offers:
            planned, unchanged, error = _fetched(workspace, source, wanted, limits, report)
            found = _taken(workspace, source, planned, overrule, report)
            yield msgspec.structs.replace(found, unchanged=unchanged, error=error)


def accept(
    workspace: Workspace, list_id: str, overrule: Overrule, report: Report = silent
) -> Updated:
    """Takes in the editions of a list that are held back, over the guard's reasons.

    Raises:
        UnknownList: no such list.
        RecordBusy: another process is writing.
    """
    source = source_of(list_id)
    with workspace.record.only_writer():
        return _taken(workspace, source, Plan((), ()), overrule, report)


def _taken(
    workspace: Workspace,
    source: ListSource,
    planned: Plan,
    overrule: Overrule | None,
    report: Report,
) -> Updated:
    pending = planned.pending
    if overrule is not None:
        pending = (*_held_pending(workspace, source, pending), *pending)
    outcomes = tuple(take_in(workspace, source, pending, report, overrule=overrule))
    done = Updated(list_id=source.list_id, outcomes=outcomes, refused=planned.refused)
    _note(workspace, done)
    return done


def _held_pending(
    workspace: Workspace, source: ListSource, pending: tuple[Pending, ...]
) -> Iterator[Pending]:
    """The editions held back, but for those that are pending anyway."""
    given = {(one.provenance.sha256, one.provenance.moment) for one in pending}
    with workspace.reading() as connection:
        held = readings.editions(connection, source.list_id, verdict=Verdict.HELD)
        told = {edition: contradictions(connection, edition) for edition in held}
    for edition in held:
        if (edition.provenance.sha256, edition.provenance.moment) not in given:
            size = workspace.archive.blob(edition.provenance.sha256).size
            yield Pending(
                provenance=edition.provenance,
                snapshot=None,
                size=size,
                contradictions=told[edition],
            )


def _note(workspace: Workspace, done: Updated) -> None:
    """Writes into the ledger that something new was read."""
    if any(outcome.verdict is not None for outcome in done.outcomes):
        told = acts.act(workspace.now(), "update", _counts(done))
        with workspace.record.writing() as connection:
            chain.append(connection, told)


def _counts(done: Updated) -> acts.Facts:
    return {
        "list": done.list_id,
        "accepted": done.count(Verdict.ACCEPTED),
        "held": done.count(Verdict.HELD),
        "overruled": done.count(Verdict.OVERRULED),
        "refused": len(done.refused),
    }


def _offer(source: ListSource, name: str | None) -> Offer:
    if name is None:
        return source.offers[0]
    for offer in source.offers:
        if offer.name == name:
            return offer
    offered = ", ".join(f"`{offer.name}`" for offer in source.offers)
    raise InputError(f"`{source.list_id}` is not offered as: {name}", hint=f"it is as {offered}")


def _fetched(
    workspace: Workspace,
    source: ListSource,
    offer: Offer,
    limits: FetchLimits | None,
    report: Report,
) -> tuple[Plan, tuple[str, ...], FetchError | None]:
    """The files of an offer, planned, up to one that could not be had; and what is as it was.

    They are one edition: what nothing else dates is dated by one moment for all of them.
    """
    pending: list[Pending] = []
    refused: list[Refused] = []
    unchanged: list[str] = []
    now, error = workspace.now(), None
    for remote in offer.files:
        into = _downloads(workspace) / remote.name
        try:
            got = _fetch_one(workspace, source, remote, into, now, limits, report)
        except FetchError as err:
            error = err
            break
        if isinstance(got, Unchanged):
            _seen_again(workspace, source, remote, got)
            unchanged.append(remote.address)
            continue
        found = _planned(workspace, source, remote, got, report)
        pending.extend(found.pending)
        refused.extend(found.refused)
        into.unlink()
    if refused and not pending and error is None:
        error = FetchError(f"the publisher gave no list: {refused[0].reason}")
    return Plan(tuple(pending), tuple(refused)), tuple(unchanged), error


def _fetch_one(  # noqa: PLR0913, PLR0917  the request, its moment, and what it may cost
    workspace: Workspace,
    source: ListSource,
    remote: RemoteFile,
    into: Path,
    now: datetime,
    limits: FetchLimits | None,
    report: Report,
) -> Fetched | Unchanged:
    with workspace.reading() as connection:
        last = snapshots.last_live(connection, source.list_id, remote.address)
    previous = Validators(last[0].etag, last[0].last_modified) if last else Validators()
    target = Target(address=remote.address, hosts=source.hosts, into=into, previous=previous)
    return fetch(
        target,
        now=now,
        limits=limits,
        progress=lambda done, total: report(f"fetching {remote.name}", done, total),
    )


def _seen_again(
    workspace: Workspace, source: ListSource, remote: RemoteFile, got: Unchanged
) -> None:
    with workspace.record.writing() as connection:
        for last in snapshots.last_live(connection, source.list_id, remote.address):
            again = msgspec.structs.replace(last, retrieved_at=got.retrieved_at)
            snapshots.add(connection, again)


def _planned(
    workspace: Workspace, source: ListSource, remote: RemoteFile, got: Fetched, report: Report
) -> Plan:
    given = Given(
        retrieved_at=got.retrieved_at,
        address=remote.address,
        etag=got.validators.etag,
        last_modified=got.validators.last_modified,
    )
    return plan(workspace, source, open_inputs(got.path), given, report)


def _downloads(workspace: Workspace) -> Path:
    folder = workspace.folder / "downloads"
    folder.mkdir(exist_ok=True)
    return folder
