"""Keep published bytes by their SHA-256, each as a zstd patch against the edition before it.

In: the bytes of a file and the hash of the file it follows. Out: a `Blob`, and the same bytes back,
checked, on any day. A stored file states its own base, so the archive reads without the record.
Not here: which edition a file belongs to (`record`), and unpacking what a publisher packed
(`containers`). How a blob is packed is `patches`.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from threading import Lock

import msgspec

from gazette.errors import ArchiveError
from gazette.sources import patches
from gazette.sources.patches import Header

FULL_EVERY = 32
"""A blob of depth 0 is a full copy; this many blobs are never further than one from it, so that
damage to one file can cost at most the rest of its chain."""
RECENT_BYTES = 32 * 2**20
"""How much unpacked content is kept at hand, so that a chain read in order unpacks each blob once."""
PLAINLY_SMALLER = 32
"""A patch this many times smaller than its content is taken without trying a full copy; lists
packed alone shrink about tenfold."""

_SUFFIX = ".zst"
_UNFINISHED = ".tmp"
_HINT = "run `gazette doctor` to see which files of the archive are damaged"


class Blob(msgspec.Struct, frozen=True, kw_only=True):
    """One content the archive holds.

    Attributes:
        sha256: of the content, in hexadecimal.
        size: of the content, in bytes.
        stored_size: of the file that keeps it.
        base_sha256: the content it is a patch against; None for a full copy.
        depth: how many patches stand between it and a full copy.
    """

    sha256: str
    size: int
    stored_size: int
    base_sha256: str | None
    depth: int


class Checked(msgspec.Struct, frozen=True):
    """The outcome of reading one stored file back; `problem` is None where it is whole."""

    sha256: str
    problem: str | None


class Archive:
    """Published bytes in a folder, laid out as `ab/cdef….zst`.

    One process adds at a time (the caller holds the record's lock); any number read. Threads may
    share one `Archive`.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._recent: dict[str, bytes] = {}
        self._recent_lock = Lock()

    def add(self, data: bytes, *, base: str | None = None) -> Blob:
        """The blob that keeps `data`; when this returns, it is on the disk.

        Adding content that is held already writes nothing. A held file that turns out damaged is
        replaced by a full copy.

        Args:
            data: the content.
            base: hash of a held content that `data` probably resembles.

        Raises:
            ArchiveError: the base is missing or damaged.
        """
        name = sha256(data).hexdigest()
        path = self._path(name)
        is_held = path.exists()
        if not is_held or not self._is_whole(name):
            facts, frame = self._packed(data, None if is_held else base)
            _write_durably(path, patches.with_header(facts, frame))
        self._remember(name, data)
        return self.blob(name)

    def read(self, name: str) -> bytes:
        """The content whose SHA-256 in hexadecimal is `name`, bit for bit.

        Raises:
            ArchiveError: it is missing, or it or a file it builds on no longer matches its hash.
        """
        chain, data = self._chain(name)
        for link in reversed(chain):
            data = self._unpacked(link, data)
        assert data is not None, "a chain ends in a full copy or in a remembered content"  # noqa: S101  cannot be false
        self._remember(name, data)
        return data

    def blob(self, name: str) -> Blob:
        """What is held under `name`, without unpacking it.

        Raises:
            ArchiveError: it is missing, or its header is damaged.
        """
        facts = self._header(name)
        return Blob(
            sha256=name,
            size=facts.size,
            stored_size=self._path(name).stat().st_size,
            base_sha256=facts.base,
            depth=facts.depth,
        )

    def verify(self) -> Iterator[Checked]:
        """Every file held, read back from the disk and compared with its hash."""
        on_disk = Archive(self.folder)
        for name in on_disk._in_chain_order():
            try:
                on_disk._check(name)
            except ArchiveError as err:
                yield Checked(name, err.message)
            else:
                yield Checked(name, None)

    def leftovers(self) -> tuple[Path, ...]:
        """Files an interrupted `add` left unfinished; nothing refers to them, they may be removed."""
        return tuple(sorted(self.folder.glob(f"??/*{_UNFINISHED}")))

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / (name[2:] + _SUFFIX)

    def _header(self, name: str) -> Header:
        try:
            with self._path(name).open("rb") as file:
                return patches.header(file.read(patches.HEADER_SIZE))
        except FileNotFoundError as err:
            raise ArchiveError(f"not in the archive: {name}", hint=_HINT) from err
        except ValueError as err:
            raise ArchiveError(f"damaged in the archive, {err}: {name}", hint=_HINT) from err

    def _chain(self, name: str) -> tuple[list[str], bytes | None]:
        """The files to unpack, last first, and the content the first of them needs."""
        chain: list[str] = []
        current: str | None = name
        while current is not None:
            data = self._recent.get(current)
            if data is not None:
                return chain, data
            if current in chain:
                raise ArchiveError(f"damaged in the archive, builds on itself: {name}", hint=_HINT)
            chain.append(current)
            current = self._header(current).base
        return chain, None

    def _unpacked(self, name: str, base: bytes | None) -> bytes:
        try:
            data = patches.unpack(self._path(name).read_bytes(), base)
        except ValueError as err:
            raise ArchiveError(f"damaged in the archive, {err}: {name}", hint=_HINT) from err
        if sha256(data).hexdigest() != name:
            raise ArchiveError(f"damaged in the archive, its hash differs: {name}", hint=_HINT)
        return data

    def _check(self, name: str) -> None:
        base = self._header(name).base
        self._remember(name, self._unpacked(name, None if base is None else self.read(base)))

    def _is_whole(self, name: str) -> bool:
        try:
            self._check(name)
        except ArchiveError:
            return False
        return True

    def _packed(self, data: bytes, base: str | None) -> tuple[Header, bytes]:
        full = Header(size=len(data), base=None, depth=0)
        depth = 0 if base is None else self._header(base).depth + 1
        if base is None or depth >= FULL_EVERY:
            return full, patches.full_copy(data)
        against = Header(size=len(data), base=base, depth=depth)
        patch = patches.patch(data, self.read(base))
        if len(patch) * PLAINLY_SMALLER < len(data):
            return against, patch
        copy = patches.full_copy(data)
        return (against, patch) if len(patch) < len(copy) else (full, copy)

    def _remember(self, name: str, data: bytes) -> None:
        with self._recent_lock:
            self._recent.pop(name, None)
            self._recent[name] = data
            while len(self._recent) > 1 and sum(map(len, self._recent.values())) > RECENT_BYTES:
                del self._recent[next(iter(self._recent))]

    def _in_chain_order(self) -> list[str]:
        """Every name held, as far as can be right after its base."""
        followers: dict[str | None, list[str]] = defaultdict(list)
        for path in sorted(self.folder.glob(f"??/*{_SUFFIX}")):
            name = path.parent.name + path.name.removesuffix(_SUFFIX)
            followers[self._base_or_none(name)].append(name)
        names = {name for group in followers.values() for name in group}
        waiting = [n for base, group in followers.items() if base not in names for n in group]
        order: dict[str, None] = {}
        while waiting:
            name = waiting.pop()
            order[name] = None
            waiting += followers.get(name, ())
        return [*order, *sorted(names - order.keys())]

    def _base_or_none(self, name: str) -> str | None:
        try:
            return self._header(name).base
        except ArchiveError:
            return None


def _write_durably(path: Path, content: bytes) -> None:
    """Put the content in place whole or not at all, and on the disk before this returns."""
    if not path.parent.exists():
        path.parent.mkdir(parents=True)
        _sync_folder(path.parent.parent)
    unfinished = path.with_name(path.name + _UNFINISHED)
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    if not hasattr(os, "O_DIRECTORY"):
        return  # where folders cannot be opened, renaming is all the system offers
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
