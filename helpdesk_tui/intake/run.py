"""Imports a file from beginning to end: `import_file`."""

from __future__ import annotations

from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from helpdesk_tui.i18n import _
from helpdesk_tui.intake import instants
from helpdesk_tui.intake.columns import bind
from helpdesk_tui.intake.directory import our_addresses
from helpdesk_tui.intake.entries import EntryReader
from helpdesk_tui.intake.errors import IntakeError
from helpdesk_tui.intake.finding import load_mapping, recognise
from helpdesk_tui.intake.formats import TABLES, Format, format_of
from helpdesk_tui.intake.harvest import Progress, harvest
from helpdesk_tui.intake.hours.run import Way, import_hours
from helpdesk_tui.intake.instants import DateReader
from helpdesk_tui.intake.known import Verdict
from helpdesk_tui.intake.loading import Tally, load
from helpdesk_tui.intake.mapping import Mapping, unguarded
from helpdesk_tui.intake.reading import open_sheet
from helpdesk_tui.intake.refused import copy_refused
from helpdesk_tui.intake.replay import replay
from helpdesk_tui.intake.report import Left, Report
from helpdesk_tui.intake.rows import Source
from helpdesk_tui.intake.talk import talk
from helpdesk_tui.storage.orm import database


@dataclass(frozen=True, slots=True)
class Options:
    """What the person said besides the file; what is None is found out."""

    format: Format | None = None
    mapping: Path | None = None
    encoding: str | None = None
    delimiter: str | None = None
    zone: str | None = None
    date_format: str | None = None
    keep_going: bool = False
    refused: Path | None = None
    """Where refused rows go with `keep_going`; else beside the file."""
    dry_run: bool = False
    technician: str = ""
    """The login of whoever did what a file of recorded time gives to nobody; else the account's."""
    home: str = "UTC"
    """The zone of recorded time where neither the file nor its mapping says one."""


def import_file(path: Path, options: Options, progress: Progress | None = None) -> Report:
    """Turns the rows of a file into tickets or entries of the open database, all of them or none.

    Meant for a process of its own: Python is busy all the while. Whatever interrupts it, the
    database is then as it was before.

    Raises IntakeError for a file, a mapping or an option that cannot be used at all.
    """
    source = open_source(path, options)
    mapping = unguarded(_mapping(source.header, options), source.format)
    if mapping.entries:
        mapping = replace(mapping, zone=mapping.zone or options.home)
        write = not options.dry_run
        way = Way(options.technician, write, options.keep_going, options.refused)
        return import_hours(source, mapping, way, progress)
    reader = EntryReader(
        mapping, bind(mapping, source.header), DateReader(mapping.dates, mapping.zone)
    )
    found = harvest(source, reader, states=mapping.states, progress=progress)
    if not found.rows:
        raise IntakeError(_("There is nothing to import in {path}.").format(path=path))
    tell = (
        partial(talk, reader=reader, ours=our_addresses())
        if mapping.messages
        else partial(replay, reader=reader, states=mapping.states)
    )
    stories = [tell(rows) for rows in found.tickets.values()]
    lines = {refusal.line for refusal in found.refused}
    report = Report(
        path=path,
        how=source.how(),
        mapping=mapping.file,
        source=mapping.source,
        zone=mapping.zone,
        dry_run=options.dry_run,
        kept_going=options.keep_going,
        rows=found.rows,
        rows_refused=len(lines),
        refused=tuple(sorted(found.refused)),
    )
    if lines and not options.keep_going:
        return report
    write = not options.dry_run
    with database.atomic() if write else nullcontext():
        tally = load(stories, mapping.source, write=write, progress=_second_half(progress))
        report = _counted(report, tally, source)
        if not report.balanced:
            raise AssertionError(f"rows were lost: {report}")
        if lines and write:
            report = replace(report, refused_file=copy_refused(source, lines, options.refused))
    return replace(report, written=write and bool(report.rows_new or report.rows_continued))


def open_source(path: Path, options: Options) -> Source:
    """The rows of any input: a table, or a box of mails. Raises IntakeError."""
    try:
        format = options.format or format_of(path)
    except OSError as error:
        raise IntakeError(
            _("{path} cannot be read ({reason}).").format(path=path, reason=error.strerror)
        ) from error
    if format in TABLES:
        return open_sheet(path, options.encoding, options.delimiter, options.format)
    from helpdesk_tui.intake.mail.post import Post

    return Post(path, format)


def _mapping(header: tuple[str, ...], options: Options) -> Mapping:
    mapping = load_mapping(options.mapping) if options.mapping else recognise(header)
    if options.zone:
        try:
            ZoneInfo(options.zone)
        except (ValueError, OSError, ZoneInfoNotFoundError) as error:
            raise IntakeError(
                _('There is no time zone {zone}; write one such as "Europe/Madrid".').format(
                    zone=options.zone
                )
            ) from error
        mapping = replace(mapping, zone=options.zone)
    if options.date_format:
        if not instants.is_format(options.date_format):
            raise IntakeError(instants.format_mistake(options.date_format))
        mapping = replace(mapping, dates=(options.date_format,))
    return mapping


def _second_half(progress: Progress | None) -> Progress | None:
    """Reading is the first half of the way, writing the second."""
    return (lambda done, total: progress(total + done, 2 * total)) if progress else None


def _counted(report: Report, tally: Tally, source: Source) -> Report:
    left = (Left(source.place(story.line), story.external, number) for story, number in tally.left)
    return replace(
        report,
        rows_new=tally.rows[Verdict.NEW],
        rows_continued=tally.rows[Verdict.CONTINUED],
        rows_here=tally.rows[Verdict.HERE],
        rows_left=tally.rows[Verdict.LEFT],
        tickets_new=tally.tickets[Verdict.NEW],
        tickets_continued=tally.tickets[Verdict.CONTINUED],
        tickets_here=tally.tickets[Verdict.HERE],
        events=tally.events,
        left=tuple(left),
        notes=tuple(source.notes()),
    )
