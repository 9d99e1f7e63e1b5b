"""`helpdesk privacy`: all that is kept about a person, and erasing it.

Exit codes: 0 done, or shown; 1 refused as things stand; 2 a wrong call, or no desk to work on.
"""

from __future__ import annotations

import glob
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from helpdesk_tui.cli import Context, database_place
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.cli.time.told import refusals
from helpdesk_tui.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from helpdesk_tui.privacy.erasing import Erased, Plan

HELP = N_("""\
Tell all that is kept about a person, or erase it.

CONTACT is a number, a mail address or a name; to erase it must be the whole name.
""")

EXPORT = N_("""\
Write all that is kept about CONTACT to two files, contact-NUMBER.json and contact-NUMBER.html.

Internal notes, messages of others, and talks that the person was to hear nothing of, are left out
and counted.
""")

ERASE = N_("""\
Erase CONTACT: name, address, number, notes, and the texts that events and drafts have of them.

Without --yes it only says what would go. Numbers and times of tickets stay, and so does the fact
that somebody was erased: when, and by whom. It cannot be taken back.
""")

_KINDS = {
    "tickets": N_("tickets"),
    "talks": N_("talks"),
    "entries": N_("entries of time"),
    "handovers": N_("notes to the next shift"),
    "views": N_("saved views"),
    "sheets": N_("sheets of hours"),
    "questions": N_("questions about sheets"),
    "macros": N_("macros"),
    "clients": N_("clients"),
    "machines": N_("machines"),
    "contacts": N_("contacts"),
    "projects": N_("projects"),
    "activities": N_("activities"),
}
"""What may name somebody, in the words of `finding.mentions`."""

_contact = click.argument("contact", metavar=N_("CONTACT"))


@click.group(help=HELP)
def privacy() -> None:
    pass


@privacy.command(help=EXPORT)
@_contact
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=".",
    metavar=N_("FOLDER"),
    help=N_("Where to; by default here."),
)
@click.option("--replace", is_flag=True, help=N_("Write over the files if they are there."))
@click.pass_context
def export(ctx: click.Context, contact: str, output: Path, replace: bool) -> None:
    from helpdesk_tui.storage.whole import Unwritable

    context: Context = ctx.obj
    zone = ZoneInfo(context.settings.zone) if context.settings.zone else None
    with at_the_desk(context):
        from helpdesk_tui.privacy import kept, page

        number = _person(contact)

        try:
            paths = page.write(kept.everything(number, zone), output, replace=replace)
        except Unwritable as problem:
            say(problem, err=True)
            ctx.exit(2)
    for path in paths:
        say(_("Saved to {path}").format(path=path))


@privacy.command(help=ERASE)
@_contact
@click.option(
    "--with-messages", is_flag=True, help=N_("Also what was written in their tickets, by anybody.")
)
@click.option("--anyway", is_flag=True, help=N_("Even if there are open tickets for them."))
@click.option("--yes", is_flag=True, help=N_("Do it."))
@click.pass_obj
def erase(context: Context, contact: str, with_messages: bool, anyway: bool, yes: bool) -> None:
    with at_the_desk(context):
        from helpdesk_tui.people.technicians import sign_in
        from helpdesk_tui.privacy import erasing

        planned = erasing.plan(_person(contact, exactly=True), with_messages=with_messages)
        for line in _lines(planned):
            say(line)
        if yes:
            with refusals():
                me = sign_in(context.settings.technician).id
                erased = erasing.erase(me, planned, anyway=anyway)
            for line in _done(planned, erased):
                say(line)
        for line in _named(planned, is_done=yes):
            say(line)
    for line in _copies(context):
        say(line)
    if not yes:
        say(_("Nothing was changed. Say --yes to erase it."))


def _person(words: str, *, exactly: bool = False) -> int:
    from helpdesk_tui.privacy import finding

    try:
        return finding.contact(words, exactly=exactly)
    except finding.Unknown as unknown:
        raise click.UsageError(str(unknown)) from None


def _lines(planned: Plan) -> Iterator[str]:
    """What goes."""
    yield _("Contact {number}, {name}: name, address, number and notes").format(
        number=planned.contact, name=planned.name
    )
    for count, words in (
        (planned.employments, ngettext("{count} role", "{count} roles", planned.employments)),
        (len(planned.talks), ngettext("{count} talk", "{count} talks", len(planned.talks))),
        (len(planned.drafts), ngettext("{count} draft", "{count} drafts", len(planned.drafts))),
        (
            len(planned.messages),
            ngettext("{count} message", "{count} messages", len(planned.messages)),
        ),
        (len(planned.files), ngettext("{count} file", "{count} files", len(planned.files))),
    ):
        if count:
            yield "  " + words.format(count=count)
    if planned.letters:
        yield _("Letters of hours to them, which may have been sent:")
        yield from (f"  {letter.path}" for letter in planned.letters)
    if planned.tickets:
        yield _("Tickets that stay, with nobody's name: {numbers}").format(
            numbers=_listed(planned.tickets)
        )
    if planned.open:
        yield _("Open, so it needs --anyway: {numbers}").format(numbers=_listed(planned.open))


def _done(planned: Plan, erased: Erased) -> Iterator[str]:
    yield _("Erased. It cannot be taken back.")
    if not erased.is_swept:
        yield _(
            "Its bytes may still be on the disk: erase contact {number} once more when nobody else"
            " is at the desk."
        ).format(number=planned.contact)
    for path in erased.files:
        yield _("Stays, as another desk may need it or it cannot be removed: {path}").format(
            path=path
        )


def _named(planned: Plan, *, is_done: bool) -> Iterator[str]:
    """What names them besides: texts of others are for a person to read and to change."""
    from helpdesk_tui.privacy import finding

    theirs = {
        "contacts": (planned.contact,),
        "tickets": planned.tickets if planned.with_messages and not is_done else (),
    }
    for words, found in (
        (_("Named in {kind}: {numbers}"), finding.mentions),
        (_("Named in the history of {kind}: {numbers}"), finding.history),
    ):
        for kind, numbers in found(planned.names, theirs).items():
            yield words.format(kind=_(_KINDS[kind]), numbers=_listed(numbers))
    naming = (one.path for one in finding.letters_naming(planned.names))
    if left := sorted(set(naming) - {one.path for one in planned.letters}):
        yield _("Letters of hours that name them, and are yours to look at:")
        yield from (f"  {path}" for path in left)


def _copies(context: Context) -> Iterator[str]:
    """Where what is erased is kept all the same."""
    from helpdesk_tui.storage.places import backups_folder

    place = database_place(context)
    if not isinstance(place, Path):
        yield _("Backups and logs of the server still hold it.")
        return
    path = place.expanduser().resolve()
    folders = {backups_folder(path), backups_folder(path, context.settings.backups_folder)}
    # And what lies beside a copy, such as its attachments.
    named = f"{glob.escape(path.stem)}-{'[0-9]' * 8}-{'[0-9]' * 6}-*"
    if copies := sorted(copy for folder in folders for copy in folder.glob(named)):
        yield _("Backups that still hold it, and are yours to remove:")
        yield from (f"  {copy}" for copy in copies)


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
