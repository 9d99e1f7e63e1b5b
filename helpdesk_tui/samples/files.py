"""The files that are attached to sample tickets, kept under their hash as every attachment is."""

from __future__ import annotations

import struct
import zlib
from hashlib import sha256
from pathlib import Path
from random import Random

from helpdesk_tui.samples.texts import DATA
from helpdesk_tui.storage.attached import Kept

_MEDIA_TYPES = {".png": "image/png", ".txt": "text/plain", ".csv": "text/csv"}

_WIDTH, _HEIGHT = 320, 200
_PAPER, _INK, _ALARM = b"\xff\xff\xff", b"\x6e\x78\x82", b"\xc8\x32\x32"


def keep(name: str, folder: Path, random: Random) -> Kept:
    """Puts the sample file of this name into `folder`; each picture is drawn anew."""
    suffix = Path(name).suffix
    content = _picture(random) if suffix == ".png" else (DATA / "files" / name).read_bytes()
    digest = sha256(content).hexdigest()
    (folder / digest).write_bytes(content)
    return Kept(name, _MEDIA_TYPES[suffix], len(content), digest)


def _picture(random: Random) -> bytes:
    """A PNG that looks like a page of text with a red box around the trouble."""
    top, left = random.randrange(20, 120), random.randrange(20, 120)
    lines = [random.randrange(120, _WIDTH - 20) for _line in range(_HEIGHT // 12)]
    rows = []
    for y in range(_HEIGHT):
        end = lines[min(y // 12, len(lines) - 1)] if 3 <= y % 12 <= 7 else 16
        row = [_INK if 16 <= x < end else _PAPER for x in range(_WIDTH)]
        if y in (top, top + 50):
            row[left : left + 150] = [_ALARM] * 150
        elif top < y < top + 50:
            row[left] = row[left + 149] = _ALARM
        rows.append(b"\0" + b"".join(row))
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = zlib.crc32(kind + content)
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", checksum)
