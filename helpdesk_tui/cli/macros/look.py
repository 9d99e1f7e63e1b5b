"""`helpdesk macros list` and `show`: the macros that there are, and what one says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _

if TYPE_CHECKING:
    from helpdesk_tui.macros.keeping import Ready, Who

LIST = N_("""\
List the macros that you may use: what each is called, whose it is, and what it changes.

With WORDS those in whose name, texts and labels every word stands. Ends with 1 where there is none.
""")

SHOW = N_("""\
Show the macro NAME as it is written, or with --ticket as it would be on that ticket.

A part of the name will do where only one has it. What it asks for stands in ‹ ›. Nothing is
changed. Ends with 1 where there is no such macro, and with 2 where the ticket is not there or the
text cannot be filled in.
""")


@click.command("list", help=LIST)
@click.argument("words", nargs=-1)
@click.pass_context
def list_(ctx: click.Context, words: tuple[str, ...]) -> None:
    with at_the_desk(ctx.obj):
        found, who = _found(ctx.obj, " ".join(words))
        for one in found:
            say(" · ".join(filter(None, (one.name, _whose(one, who), _changes(one, who)))))
    ctx.exit(0 if found else 1)


@click.command(help=SHOW)
@click.argument("name")
@click.option("--ticket", type=click.IntRange(min=1), help=N_("As it would be on this ticket."))
@click.pass_context
def show(ctx: click.Context, name: str, ticket: int | None) -> None:
    from helpdesk_tui.collation import fold

    with at_the_desk(ctx.obj):
        found, who = _found(ctx.obj, "")
        called = [one for one in found if fold(name) in fold(one.name)]
        called = [one for one in called if fold(name) == fold(one.name)] or called
        if len(called) != 1:
            names = ", ".join(one.name for one in called)
            several = _("Say which you mean: {names}.").format(names=names)
            say(several if called else _("There is no macro “{name}”.").format(name=name), err=True)
            ctx.exit(1)
        (one,) = called
        if ticket:
            _show_filled(ctx, one, who, ticket)
        else:
            from helpdesk_tui.macros.write import block

            say(block(one, who), nl=False)


def _show_filled(ctx: click.Context, one: Ready, who: Who, ticket: int) -> None:
    from helpdesk_tui import clock
    from helpdesk_tui.macros import filling
    from helpdesk_tui.rendering import TemplateProblem

    now = clock.now()
    about = filling.about([ticket], who.me, now).get(ticket)
    if about is None:
        say(_("There is no ticket {number}.").format(number=ticket), err=True)
        ctx.exit(2)
    try:
        text = filling.shown(one, about, now)
    except TemplateProblem as problem:
        say(problem, err=True)
        ctx.exit(2)
    if one.staged:
        say(_("Then: {changes}").format(changes=_changes(one, who)))
    if text:
        say(text)


def _found(context: Context, words: str) -> tuple[list[Ready], Who]:
    from helpdesk_tui.macros import keeping
    from helpdesk_tui.people.technicians import sign_in
    from helpdesk_tui.screens.common import when

    when.use_zone(context.settings.zone)
    me = sign_in(context.settings.technician).id
    return keeping.find(keeping.seen_by(me), words), keeping.who(me)


def _whose(one: Ready, who: Who) -> str:
    if one.owner:
        return _("yours")
    return who.teams[one.team] if one.team else _("for all")


def _changes(one: Ready, who: Who) -> str:
    from helpdesk_tui.screens.common import staged_words

    return staged_words.told(one.staged, who.names)
