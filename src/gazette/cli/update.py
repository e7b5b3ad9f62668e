"""`gazette update`: fetch lists, or take in copies of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import msgspec

from gazette.app import lists as holdings
from gazette.app import update
from gazette.app.acts import Overrule
from gazette.app.download import downloaded, is_address
from gazette.app.intake import Report
from gazette.app.update import Updated
from gazette.app.workspace import Workspace
from gazette.cli import failures
from gazette.cli.options import example, lists_argument, opened, record_option
from gazette.cli.printing.intake import print_updated
from gazette.cli.printing.progress import progress, retries_shown
from gazette.cli.printing.terminal import answers
from gazette.errors import InputError
from gazette.model.time import parse_day_or_moment
from gazette.sources.catalog import source_of

REFUSED, UNREACHABLE = 3, 4


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What the command line asks for."""

    lists: tuple[str, ...]
    sources: tuple[str, ...]
    published: date | None
    offer: str | None
    overrule: Overrule | None


def _day(_ctx: click.Context, _param: click.Parameter, value: str | None) -> date | None:
    return None if value is None else parse_day_or_moment(value)


@click.command(
    epilog=example(
        "gazette update",
        "gazette update us-ofac-sdn --from sdn.csv --published 2024-05-03",
        "gazette update us-ofac-sdn --from editions",
    )
)
@lists_argument
@click.option(
    "--from",
    "sources",
    multiple=True,
    metavar="PATH|URL",
    help="Copies of one list: a file, a folder, an archive, or an address of its publisher.",
)
@click.option(
    "--published", callback=_day, metavar="DAY", help="Their day, where nothing in them says."
)
@click.option(
    "--format",
    "offer",
    metavar="[xml|enhanced|advanced|csv]",
    help="Which of the publisher's formats to fetch. Default: xml.",
)
@click.option(
    "--accept-suspicious", is_flag=True, help="Take in what is held back, after a look at it."
)
@click.option("--reason", metavar="TEXT", help="Why; kept in the ledger.")
@record_option
def command(  # noqa: PLR0913  one parameter an option
    *,
    lists: tuple[str, ...],
    sources: tuple[str, ...],
    published: date | None,
    offer: str | None,
    accept_suspicious: bool,
    reason: str | None,
    record: Path | None,
) -> int:
    """Fetch lists, or take in copies of them.

    Every file is kept, read and judged. An edition that is cut, empty or implausible is held back until
    a person accepts it: --accept-suspicious, without --from, takes those in and fetches nothing.

    Exits with 3 where something was refused or held back, with 4 where a publisher could not be reached.
    """
    overrule = Overrule(reason or "") if accept_suspicious else None
    asked = Asked(lists=lists, sources=sources, published=published, offer=offer, overrule=overrule)
    _check(asked, reason)
    accepts_only = overrule is not None and not sources
    with opened(record, create=not accepts_only) as workspace:
        with progress() as report, retries_shown(report):
            done = list(_updated(workspace, asked, report))
        now = {one.info.list_id: one for one in holdings.status(workspace)}
    for one in done:
        if one.error is not None:
            failures.tell(f"`{one.list_id}`: {one.error.message}", one.error.hint)
        print_updated(answers(), one, now[source_of(one.list_id).list_id])
    return _exit_code(done)


def _check(asked: Asked, reason: str | None) -> None:
    """That the options go together.

    Raises:
        InputError: they do not.
        UnknownList: one of the lists is none.
    """
    known = ", ".join(f"`{name}`" for name in holdings.chosen(()))
    holdings.chosen(asked.lists)
    if asked.sources and len(asked.lists) != 1:
        raise InputError(
            f"`--from` needs one list that the files are of, and got {len(asked.lists)}",
            hint=f"write `gazette update LIST --from …`; the lists are {known}",
        )
    if asked.sources and asked.offer is not None:
        raise InputError(
            "`--format` says what to fetch, and `--from` that nothing is fetched",
            hint="leave `--format` away: the format of a file is told by the file",
        )
    if asked.published is not None and not asked.sources:
        raise InputError("`--published` dates files that `--from` names", hint="add `--from`")
    if reason is not None and asked.overrule is None:
        raise InputError("`--reason` says why `--accept-suspicious` was given", hint="add it")


def _updated(workspace: Workspace, asked: Asked, report: Report) -> Iterator[Updated]:
    if asked.sources:
        yield _from(workspace, asked, report)
    elif asked.overrule is not None:
        for list_id in holdings.chosen(asked.lists):
            yield update.accept(workspace, list_id, asked.overrule, report)
    else:
        yield from update.update(workspace, asked.lists, offer=asked.offer, report=report)


def _from(workspace: Workspace, asked: Asked, report: Report) -> Updated:
    (list_id,) = asked.lists
    with TemporaryDirectory(prefix="gazette-") as folder:
        return update.update_from(
            workspace,
            list_id,
            list(_paths(workspace, asked, Path(folder), report)),
            published=asked.published,
            overrule=asked.overrule,
            report=report,
        )


def _paths(workspace: Workspace, asked: Asked, folder: Path, report: Report) -> Iterable[Path]:
    (list_id,) = asked.lists
    hosts = source_of(list_id).hosts
    for place in asked.sources:
        if is_address(place):
            yield downloaded(place, hosts, folder, now=workspace.now(), report=report)
        else:
            yield Path(place)


def _exit_code(done: Iterable[Updated]) -> int:
    if any(one.error is not None for one in done):
        return UNREACHABLE
    return REFUSED if any(one.has_fault for one in done) else 0
