"""Unpacks a Qt resource file, as Qt's own `rcc --reverse` does: rcc.py FILE.rcc FOLDER"""

import struct
import sys
import zlib
from pathlib import Path

DIRECTORY = 2
ZLIB = 1


class Resources:
    """A .rcc file: a tree of entries, their names in UTF-16 and their data. See Qt's qresource.cpp."""

    def __init__(self, file: bytes) -> None:
        magic, version, self.tree, self.data, self.names = struct.unpack_from(">4sIIII", file)
        if magic != b"qres":
            raise SystemExit("not a Qt resource file")
        self.entry_size = 22 if version >= 2 else 14
        self.file = file

    def unpack(self, to: Path, entry: int = 0) -> None:
        at = self.tree + entry * self.entry_size
        name_at, flags = struct.unpack_from(">IH", self.file, at)
        path = to / self._name(name_at) if entry else to
        if flags & DIRECTORY:
            count, first = struct.unpack_from(">II", self.file, at + 6)
            for child in range(first, first + count):
                self.unpack(path, child)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(self._content(at, flags))

    def _name(self, at: int) -> str:
        at += self.names
        (length,) = struct.unpack_from(">H", self.file, at)
        name = self.file[at + 6 : at + 6 + 2 * length].decode("utf-16-be")
        if name in ("", ".", "..") or "/" in name:
            raise SystemExit(f"not a file's name: {name}")
        return name

    def _content(self, entry: int, flags: int) -> bytes:
        (at,) = struct.unpack_from(">I", self.file, entry + 10)
        (length,) = struct.unpack_from(">I", self.file, self.data + at)
        content = self.file[self.data + at + 4 : self.data + at + 4 + length]
        # Pictures are stored as they are; Zstandard, for texts, is not in Python's library.
        return zlib.decompress(content[4:]) if flags & ZLIB else content


if __name__ == "__main__":
    Resources(Path(sys.argv[1]).read_bytes()).unpack(Path(sys.argv[2]))
