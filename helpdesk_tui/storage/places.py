"""Where a database may lie, and who may read it there."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from helpdesk_tui.storage.faults import Fault, StorageProblem, explain

MOUNTS = Path("/proc/self/mountinfo")
"""The kernel's table of mounts; where there is none (macOS), every place counts as local."""

NETWORK = frozenset(
    {
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "afs", "ceph", "glusterfs", "lustre",
        "fuse.sshfs", "fuse.glusterfs", "fuse.s3fs", "fuse.rclone", "fuse.davfs", "davfs",
    }
)  # fmt: skip


def file_system_of(path: Path) -> str:
    """The type of the file system under a path, such as `ext4`; empty when it is not known."""
    try:
        table = MOUNTS.read_text(errors="surrogateescape")
    except OSError:
        return ""
    place = os.path.realpath(path)
    found, longest = "", 0
    for line in table.splitlines():
        before, _dash, after = line.partition(" - ")
        mount = before.split()[4]
        if "\\" in mount:
            mount = mount.encode("latin-1", "replace").decode("unicode_escape")
        root = mount.rstrip("/") + "/"
        # Of two mounts on one place the later hides the earlier.
        if len(root) >= longest and (place + "/").startswith(root):
            found, longest = after.split()[0], len(root)
    return found


def refuse_network(path: Path) -> None:
    """Raise StorageProblem where the locks of SQLite cannot be trusted."""
    kind = file_system_of(path)
    if kind in NETWORK:
        raise StorageProblem(Fault.NETWORK, path, kind)


def prepare_folder(folder: Path) -> None:
    """Make a folder unless it is there: for its owner alone, or for the group of a shared one.

    Raises StorageProblem.
    """
    if folder.is_dir():
        return
    prepare_folder(folder.parent)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        if is_shared(folder.parent):
            folder.chmod(0o2770)
    except FileExistsError as error:
        raise StorageProblem(Fault.NOT_A_FOLDER, folder) from error
    except OSError as error:
        problem = explain(error)
        full = problem and problem.fault is Fault.FULL
        raise StorageProblem(Fault.FULL if full else Fault.READ_ONLY, folder) from error


def require_writable(path: Path) -> None:
    """Raise StorageProblem unless the file, where there is one, and its folder can be written."""
    for place in (path.parent, path):
        if place.exists() and not os.access(place, os.W_OK):
            raise StorageProblem(Fault.READ_ONLY, place)


def identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another that takes its place; None where none can be seen."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def beside(database: Path, end: str) -> Path:
    """A file that belongs to a database and lies beside it, such as its "-wal"."""
    return database.with_name(database.name + end)


def refuse_leftovers(database: Path) -> None:
    """Raise StorageProblem where a lost database left changes; a new one would take them in."""
    for end in ("-wal", "-journal"):
        file = beside(database, end)
        if file.exists():
            raise StorageProblem(Fault.LEFTOVER, file)


def is_shared(folder: Path) -> bool:
    """Whether a folder is meant for a group: setgid, and writable for the group."""
    wanted = stat.S_ISGID | stat.S_IWGRP
    return folder.stat().st_mode & wanted == wanted


def file_mode(folder: Path) -> int:
    """The permissions of a file in this folder: for its group where shared, else for its owner."""
    return 0o660 if is_shared(folder) else 0o600


def create_file(path: Path) -> int:
    """A new empty file with exactly these permissions, whatever the umask; its descriptor."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
    mode = file_mode(path.parent)
    descriptor = os.open(path, flags, mode)
    os.fchmod(descriptor, mode)
    return descriptor


def sync(path: Path) -> None:
    """Bring a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def backups_folder(database: Path, named: str = "") -> Path:
    """Where the copies of a database go: beside it, or to its own part of the folder named.

    Several desks may name one folder, and their databases have the same name.
    """
    from hashlib import sha256

    database = database.expanduser().resolve()
    if not named:
        return database.parent / "backups"
    digest = sha256(os.fsencode(database)).hexdigest()[:8]
    return database.parent / Path(named).expanduser() / f"{database.stem}-{digest}"


def attachments_folder(database: Path) -> Path:
    """Where the bytes of a database's attachments lie."""
    return database.parent / "attachments"


def attachments_copy(copy: Path) -> Path:
    """Where the attachments of a backup lie, beside it."""
    return beside(copy, ".attachments")


def unfinished(path: Path) -> Path:
    """The name of a file that is still being written and will be renamed to `path`."""
    return path.with_name(f".{path.name}.{os.getpid()}.new")
