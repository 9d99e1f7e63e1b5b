"""Where the mappings that a person makes are kept, the finished and the unfinished ones."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
import tomli_w

from helpdesk_tui import paths
from helpdesk_tui.collation import fold
from helpdesk_tui.intake.errors import NoMapping
from helpdesk_tui.intake.finding import BUILT_IN, recognise
from helpdesk_tui.intake.mapping_check import check
from helpdesk_tui.intake.plan import Plan, plan_of
from helpdesk_tui.storage.whole import whole_file


def file_of(name: str) -> Path:
    """The file in which a mapping of this name is kept."""
    return paths.mappings_dir() / f"{file_name(name)}.toml"


def file_name(name: str) -> str:
    """The name as that of a file: lower case, letters and digits with hyphens between."""
    return re.sub(r"\W+", "-", fold(name)).strip("-")


def save(plan: Plan, name: str, header: Sequence[str]) -> Path:
    """Keeps a finished mapping, in the place of one of this name and of the unfinished plan.

    Raises MappingError for one that is not finished, and Unwritable.
    """
    path = file_of(name)
    text = tomli_w.dumps(plan.document())
    check(path, text)
    _write(path, text)
    _draft(header).unlink(missing_ok=True)
    return path


def keep(plan: Plan, header: Sequence[str]) -> None:
    """Keeps an unfinished plan for files with this header. Raises Unwritable."""
    _write(_draft(header), msgspec.json.encode(plan).decode())


def kept(header: Sequence[str]) -> Plan | None:
    """The unfinished plan for files with this header, if there is one that can be read."""
    try:
        return msgspec.json.decode(_draft(header).read_bytes(), type=Plan)
    except (OSError, msgspec.DecodeError):
        return None


@dataclass(frozen=True, slots=True)
class Known:
    """The mapping that knows a header. `own`: the person has made it, so it may be changed."""

    plan: Plan
    name: str
    own: bool


def known(header: tuple[str, ...]) -> Known | None:
    """The mapping that an import of a file with this header would take; None when there is none.

    Raises MappingError when only one that is damaged might.
    """
    try:
        file = recognise(header).file
    except NoMapping:
        return None
    plan = plan_of(tomllib.loads(file.read_text(encoding="utf-8")), header)
    return Known(plan, file.stem, own=not file.is_relative_to(BUILT_IN))


def _draft(header: Sequence[str]) -> Path:
    mark = sha256("\n".join(header).encode()).hexdigest()[:16]
    return paths.state_dir() / "unfinished-mappings" / f"{mark}.json"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(path, replace=True) as file:
        file.write(text)
