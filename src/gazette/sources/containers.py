"""Find the published files in what the operator gives: a file, a folder, or an archive of many.

In: a path. Out: one `InputFile` after the other, in order, read only when asked. Bundles (`.zip`,
`.tar`) may be compressed, may hold packed files, and are streamed: nothing is written to the disk,
and one member is in memory at a time. A damaged container is an error where the damage stands; what
was yielded before it is whole. Not here: which of the files is a list (`Format.recognizes`).
"""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Self, cast

import msgspec

from gazette.errors import InputError, RefusedInput
from gazette.sources.manifests import FILE_NAME, Observation, read_manifest
from gazette.sources.unpacking import (
    MIB,
    Bundle,
    Meter,
    Metered,
    Readable,
    UnpackLimits,
    named_damage,
    packing,
    unpacked,
)

INSIDE = "!"
"""Stands between a container and its member in a path."""
MOST_NESTED = 2
"""A bundle in a bundle is opened; one inside that is refused."""


class InputFile(msgspec.Struct, frozen=True, kw_only=True):
    """One file as its publisher made it.

    Attributes:
        path_inside: where it stands, from the input on: `history.tar.zst!2023-07-24/sdn.csv`.
        path: the same, after the path of the input as it was given: folders above it may date it.
        name: its own name in lower case, without the suffixes of packing.
        observed_at: when a manifest says it was seen.
        stated_sha256: the hash a manifest says it has.
        read: its bytes, unpacked. To be called at most once, and before the next file is taken.
            Raises `RefusedInput` where they are damaged or break a limit.
    """

    path_inside: str
    path: str
    name: str
    observed_at: datetime | None
    stated_sha256: str | None
    read: Callable[[], bytes]


class _Source(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it is found on the disk or in a bundle, perhaps packed."""

    path_inside: str
    unbundled: PurePosixPath
    """The path it would have were every bundle unpacked where it stands; manifests name this one."""
    depth: int
    meter: Meter
    open: Callable[[], AbstractContextManager[Readable]]


_Manifest = dict[PurePosixPath, Observation]
"""Observations by `_Source.unbundled`."""
_MemberReader = Callable[["_Source"], Iterator["_Source"]]


def open_inputs(path: Path, *, limits: UnpackLimits | None = None) -> Iterator[InputFile]:
    """Every published file in a file, folder or archive: folders by name, archives in their order.

    Hidden files are left out. A `manifest.csv` beside or in a container is not yielded: it gives
    the moments of the files it names.

    Raises:
        InputError: there is nothing at this path.
        RefusedInput: a container is damaged, encrypted or breaks a limit, or a manifest is wrong.
    """
    if not path.exists():
        raise InputError(f"no such file or folder: `{path}`", hint="check the path")
    top = path if path.is_dir() else path.parent
    sources = [
        _on_disk(file, top, limits or UnpackLimits())
        for file in (
            sorted(path.rglob("*")) if path.is_dir() else (path, path.with_name(FILE_NAME))
        )
        if file.is_file() and (file == path or not _is_hidden(file.relative_to(top)))
    ]
    manifest: _Manifest = {}
    for source in filter(_is_manifest, sources):
        manifest |= _observations(source)
    for source in sources:
        if not _is_manifest(source):
            for found in _expand(source, manifest):
                yield msgspec.structs.replace(found, path=(top / found.path_inside).as_posix())


def _on_disk(file: Path, top: Path, limits: UnpackLimits) -> _Source:
    inside = file.relative_to(top).as_posix()
    with named_damage(inside):
        meter = Meter(inside, file.stat().st_size, limits)
    return _Source(
        path_inside=inside,
        unbundled=PurePosixPath(inside),
        depth=0,
        meter=meter,
        open=lambda: file.open("rb"),
    )


def _is_hidden(path_inside: PurePosixPath | Path) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path_inside.parts)


def _is_manifest(source: _Source) -> bool:
    return source.unbundled.name.lower() == FILE_NAME


def _observations(source: _Source) -> _Manifest:
    seen = read_manifest(_bytes_of(source), source.path_inside)
    folder = source.unbundled.parent
    return {folder / member: observation for member, observation in seen.items()}


def _expand(source: _Source, manifest: _Manifest) -> Iterator[InputFile]:
    """The file itself, or all that a bundle holds."""
    bundle = packing(source.path_inside).bundle
    if bundle is None:
        yield _input_file(source, manifest)
        return
    if source.depth == MOST_NESTED:
        raise RefusedInput(
            f"`{source.path_inside}` is packed too deep",
            hint="unpack the outer archive first and give the inner ones",
        )
    members = _MEMBERS[bundle]
    with named_damage(source.path_inside):
        source = source if source.depth == 0 else _in_memory(source)
        covered = _covers(manifest, source)
        known = manifest if covered else manifest | _manifest_inside(source, members)
        for member in members(source):
            source.meter.count_file()
            if not _is_manifest(member):
                yield from _expand(member, known)


def _input_file(source: _Source, manifest: _Manifest) -> InputFile:
    name = packing(source.unbundled.name).name
    seen = manifest.get(source.unbundled) or manifest.get(source.unbundled.with_name(name))
    return InputFile(
        path_inside=source.path_inside,
        path=source.path_inside,
        name=name.lower(),
        observed_at=None if seen is None else seen.observed_at,
        stated_sha256=None if seen is None else seen.sha256,
        read=lambda: _bytes_of(source),
    )


def _bytes_of(source: _Source) -> bytes:
    stream = packing(source.path_inside).stream
    with named_damage(source.path_inside), source.open() as file:
        return source.meter.read_all(unpacked(file, stream, source.meter), source.path_inside)


def _in_memory(bundle: _Source) -> _Source:
    """A bundle that stands in another one and is read more than once, back and forth."""
    with bundle.open() as file:
        content = bundle.meter.read_all(file, bundle.path_inside)
    return msgspec.structs.replace(bundle, open=partial(io.BytesIO, content))


def _covers(manifest: _Manifest, bundle: _Source) -> bool:
    """Whether a manifest stands beside the bundle; then none is looked for in it."""
    return any(member.is_relative_to(bundle.unbundled.parent) for member in manifest)


def _manifest_inside(bundle: _Source, members: _MemberReader) -> _Manifest:
    """The observations of a bundle's own manifest, wherever it stands among the members.

    Looking for it may read the bundle a second time, on a meter of its own.
    """
    reader = members(msgspec.structs.replace(bundle, meter=bundle.meter.renewed()))
    try:
        with named_damage(bundle.path_inside):
            found = next(filter(_is_manifest, reader), None)
    except RefusedInput:
        return {}  # met again, and told, when the members before the damage have been yielded
    return {} if found is None else _observations(found)


def _tar_members(bundle: _Source) -> Iterator[_Source]:
    stream = packing(bundle.path_inside).stream
    with (
        bundle.open() as file,
        tarfile.open(
            fileobj=cast("IO[bytes]", unpacked(file, stream, bundle.meter)),
            mode="r|",
            bufsize=MIB,
            tarinfo=_StrictHeader,
        ) as tar,
    ):
        while (header := tar.next()) is not None:
            if header.isdir() or _is_hidden(PurePosixPath(header.name)):
                continue
            if not header.isfile():
                raise RefusedInput(
                    f"`{bundle.path_inside}` holds a link or a device: {header.name}",
                    hint="pack it again with `tar --dereference --hard-dereference`",
                )
            yield _member(bundle, header.name, partial(_opened_in_tar, tar, header))


def _zip_members(bundle: _Source) -> Iterator[_Source]:
    with bundle.open() as file, zipfile.ZipFile(cast("IO[bytes]", file)) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or _is_hidden(PurePosixPath(entry.filename)):
                continue
            if entry.flag_bits & _ENCRYPTED:
                raise RefusedInput(
                    f"`{bundle.path_inside}` is encrypted: {entry.filename}",
                    hint="unpack it first and give the files",
                )
            opened = partial(_opened_in_zip, archive, entry, bundle.meter)
            yield _member(bundle, entry.filename, opened)


_MEMBERS = {Bundle.TAR: _tar_members, Bundle.ZIP: _zip_members}
_ENCRYPTED = 0x1


def _member(
    bundle: _Source, name: str, opened: Callable[[], AbstractContextManager[Readable]]
) -> _Source:
    inside = PurePosixPath(name)
    return _Source(
        path_inside=f"{bundle.path_inside}{INSIDE}{inside}",
        unbundled=bundle.unbundled.parent / inside,
        depth=bundle.depth + 1,
        meter=bundle.meter,
        open=opened,
    )


@contextmanager
def _opened_in_tar(tar: tarfile.TarFile, header: tarfile.TarInfo) -> Iterator[Readable]:
    content = tar.extractfile(header)
    if content is None:
        raise AssertionError(header.name)  # only files become members
    with content:
        yield content


@contextmanager
def _opened_in_zip(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, meter: Meter
) -> Iterator[Readable]:
    with archive.open(entry) as content:
        yield Metered(content, meter)


class _StrictHeader(tarfile.TarInfo):
    """A tar header whose damage is an error; `tarfile` would take it for the end of the archive."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.EOFHeaderError:  # type: ignore[attr-defined]  # the end mark
            raise
        except tarfile.HeaderError as err:
            raise tarfile.ReadError(f"{err} where a member or the end mark should stand") from err
        if not header.isreg() and header.size > MIB:
            raise tarfile.ReadError(f"a header of {header.size:,} bytes")
        return header
