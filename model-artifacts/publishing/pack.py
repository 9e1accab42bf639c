"""Packs a model folder, with the files of shared/ that it uses, so that the same input gives the same bytes."""

import hashlib
import io
import re
import shutil
import struct
import tarfile
import zlib
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
ALL = ("bodies.py", "fields.py", "hardware.py", "invocations.py", "pictures.py", "threads.py", "weights.py")
SHARED: dict[str, tuple[str, ...]] = {
    "clip": (*ALL, "clip_texts.py", "model_names.py", "towers.py"),
    "clip-interrogator": (*ALL, "clip_texts.py", "model_names.py", "towers.py"),
    "sdxl": (*ALL, "restyle_requests.py", "restyler.py"),
    "edit": (*ALL, "restyle_requests.py", "restyler.py"),
    "describe": (),
}
ON_REQUEST = ("clip", "clip-interrogator", "edit")  # published only when they are named; describe does what the first two do
# Artifacts that serve what others do: theirs is all they hold, but model.py under a name of its own.
PARTS = {"describe": {"clip": "clip_model.py", "clip-interrogator": "interrogator_model.py"}}


def contents(
    name: str, options: Mapping[str, str] | None = None, extra: Mapping[str, bytes] | None = None
) -> dict[str, bytes]:
    """{path in the artifact: bytes}; `options` are set in serving.properties, `extra` is more of the same."""
    folder = HERE / name
    files: dict[str, bytes] = {}
    for part, module in PARTS.get(name, {}).items():
        files |= contents(part)
        files[module] = files.pop("model.py")
    files |= {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".") and path.suffix != ".pyc"
    }
    files |= {shared: (HERE / "shared" / shared).read_bytes() for shared in SHARED[name]}
    for option, value in sorted((options or {}).items()):
        files["serving.properties"] = _with_option(files["serving.properties"].decode(), option, value).encode()
    return files | dict(extra or {})


def _with_option(properties: str, option: str, value: str) -> str:
    """The properties, in which this value takes the place of the option's own; at the end if they have none."""
    line = f"option.{option}={value}\n"
    changed, found = re.subn(rf"(?m)^option\.{re.escape(option)}=.*\n", lambda _: line, properties)
    return changed if found else properties + line


def assemble(
    name: str,
    destination: str | Path,
    options: Mapping[str, str] | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> Path:
    """Writes the artifact as a folder, as the server sees it after unpacking; gives the folder."""
    place = Path(destination)
    shutil.rmtree(place, ignore_errors=True)
    for path, data in contents(name, options, extra).items():
        target = place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return place


def pack(
    name: str,
    archive: str | Path,
    options: Mapping[str, str] | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> str:
    """Writes model.tar.gz; gives its SHA-256. No clock, no user and no order of the disk gets into it."""
    unpacked = io.BytesIO()
    with tarfile.open(fileobj=unpacked, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path, data in sorted(contents(name, options, extra).items()):
            entry = tarfile.TarInfo(path)
            entry.size, entry.mode = len(data), 0o644
            tar.addfile(entry, io.BytesIO(data))
    packed = stored(unpacked.getvalue())
    Path(archive).parent.mkdir(parents=True, exist_ok=True)
    Path(archive).write_bytes(packed)
    return hashlib.sha256(packed).hexdigest()


def stored(data: bytes) -> bytes:
    """A gzip file that holds the data as it is (RFC 1951, 3.2.4): every zlib compresses a little differently."""
    blocks = [b"\x1f\x8b\x08\0\0\0\0\0\0\xff"]
    for start in range(0, len(data), 65535):
        part = data[start : start + 65535]
        last = start + 65535 >= len(data)
        blocks.append(struct.pack("<BHH", last, len(part), 65535 - len(part)) + part)
    return b"".join(blocks) + struct.pack("<II", zlib.crc32(data), len(data))
