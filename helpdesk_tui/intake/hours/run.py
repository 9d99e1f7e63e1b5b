"""Imports recorded time from beginning to end."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from helpdesk_tui.i18n import _
from helpdesk_tui.intake.columns import bind
from helpdesk_tui.intake.directory import NOBODY_YET
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.harvest import Progress
from helpdesk_tui.intake.hours import day_first, loading
from helpdesk_tui.intake.hours.gathering import gather, known_by
from helpdesk_tui.intake.hours.names import Directory
from helpdesk_tui.intake.hours.reader import HourReader
from helpdesk_tui.intake.mapping import Mapping
from helpdesk_tui.intake.refused import copy_refused
from helpdesk_tui.intake.report import Hours, Left, Report
from helpdesk_tui.intake.rows import Source
from helpdesk_tui.people.technicians import account, find, sign_in
from helpdesk_tui.storage.orm import database


@dataclass(frozen=True, slots=True)
class Way:
    """How it is done. `technician`: the login of who did what the file gives to nobody."""

    technician: str
    write: bool
    keep_going: bool
    refused: Path | None


def import_hours(
    source: Source, mapping: Mapping, way: Way, progress: Progress | None = None
) -> Report:
    """Turns the rows of a file into entries, all of them or none. Raises IntakeError."""
    reader = _reader(source, mapping)
    found = gather(source, reader, progress)
    if not found.rows:
        raise IntakeError(_("There is nothing to import in {path}.").format(path=source.path))
    login = way.technician or account()
    keyed = list(known_by(found.worked, login))
    with database.atomic() if way.write else nullcontext():
        nobody = any(not (one.technician or one.email) for one in found.worked)
        default = find(login) or (sign_in(login).id if nobody and way.write else NOBODY_YET)
        directory = Directory(reader.says, default)
        judged = loading.judge(keyed, mapping.source, directory, reader, source)
        refused = sorted([*found.refused, *judged.refused])
        lines = {refusal.line for refusal in refused}
        report = Report(
            path=source.path,
            how=source.how(),
            mapping=mapping.file,
            source=mapping.source,
            zone=mapping.zone,
            dry_run=not way.write,
            kept_going=way.keep_going,
            rows=found.rows,
            rows_refused=len(lines),
            refused=tuple(refused),
        )
        if lines and not way.keep_going:
            return report
        over = loading.together(judged, directory)
        left = [Left(source.place(one.line), one.title, number) for one, number in judged.left]
        mended = sum(one.mended for _key, one, _about in judged.new)
        loose = sum(one.loose for _key, one, _about in judged.new)
        report = replace(
            report,
            rows_new=len(judged.new),
            rows_here=judged.here,
            rows_left=len(judged.left),
            rows_skipped=len(found.left_out),
            left=tuple(left),
            events=len(judged.new),
            hours=Hours(loading.by_client(judged), len(over), mended, loose),
            notes=tuple(f"{place}: {_(reason)}" for place, reason in found.left_out),
        )
        if not report.balanced:
            raise AssertionError(f"rows were lost: {report}")
        if way.write:
            loading.write(judged, mapping.source, directory, over, _second_half(progress))
            if lines:
                report = replace(report, refused_file=copy_refused(source, lines, way.refused))
    return replace(report, written=way.write and bool(judged.new))


def _reader(source: Source, mapping: Mapping) -> HourReader:
    """A reader for the file, once it is known how its dates begin."""
    columns = bind(mapping, source.header)
    reader = HourReader(mapping, columns)
    dates = day_first.settled(mapping.dates, (reader.begin(row) for row in source.rows()))
    return HourReader(replace(mapping, dates=dates), columns)


def _second_half(progress: Progress | None) -> Progress | None:
    """Reading is the first half of the way, writing the second."""
    return (lambda done, total: progress(total + done, 2 * total)) if progress else None
