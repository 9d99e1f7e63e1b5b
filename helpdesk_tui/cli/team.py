"""`helpdesk team`: who is on it, in which role, and how one joins.

Exit codes: 0 done; 1 refused as things stand; 2 a wrong call, or no desk to work on.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from helpdesk_tui.cli import Context
from helpdesk_tui.cli.existing import at_the_desk
from helpdesk_tui.cli.saying import say, say_json
from helpdesk_tui.cli.time import told
from helpdesk_tui.i18n import N_, _

ROLES = {"lead": N_("lead"), "technician": N_("technician"), "guest": N_("guest, who only reads")}
"""The words for roles on the command line, and as they are said."""

_HOW = {
    "open": N_("Open: whoever can open the database joins by opening the desk."),
    "invitation": N_("By invitation: whoever is new needs a code of a lead."),
}

_name = click.argument("name", metavar=N_("NAME"))


@click.group(help=N_("Say who is on the team, in which role, and let others join."))
def team() -> None:
    pass


@team.command("list", help=N_("List the team, and say how one joins it."))
@told.json_option
@click.pass_obj
def list_(context: Context, as_json: bool) -> None:
    with at_the_desk(context):
        from helpdesk_tui.people import team as members
        from helpdesk_tui.people.technicians import joining
        from helpdesk_tui.screens.common import when

        told.use_zone(context)
        words = {number: word for word, number in members.ROLES.items()}
        found, how = members.members(), joining()
        if as_json:
            rows = [
                {
                    "name": one.name,
                    "login": one.login,
                    "role": words[one.role],
                    "retired": one.retired,
                    "invited_until": one.invited_until and told.instant(one.invited_until),
                }
                for one in found
            ]
            say_json({"joining": how, "team": rows})
            return
        for one in found:
            state = _("has left") if one.retired else _(ROLES[words[one.role]])
            if one.invited_until:
                state += " · " + _("invited until {when}").format(
                    when=when.stamp(one.invited_until)
                )
            say(f"{one.login or '—':12}  {one.name:24}  {state}")
        say(_(_HOW[how]))


@team.command(help=N_("Make a code with which NAME joins once, within a week. For a lead."))
@_name
@click.option("--role", type=click.Choice(list(ROLES)), default="technician", help=N_("As what."))
@click.pass_obj
def invite(context: Context, name: str, role: str) -> None:
    from helpdesk_tui.people import team as members

    with _acting(context) as me:
        code = members.invite(me, name, members.ROLES[role])
        say(code)
    words = _("{name} runs `helpdesk team join {code}` within {days} days. It is not shown again.")
    say(words.format(name=name, code=code, days=members.HOLDS.days), err=True)


@team.command(help=N_("Join the desk with the CODE that a lead has given you."))
@click.argument("code", metavar=N_("CODE"))
@click.pass_obj
def join(context: Context, code: str) -> None:
    with at_the_desk(context), told.refusals():
        from helpdesk_tui.people import team as members
        from helpdesk_tui.people.technicians import account
        from helpdesk_tui.storage.dialect import carried_out

        login = context.settings.technician or account()
        name = carried_out(lambda: members.join(code, login))
        say(_("Welcome, {name}: `helpdesk` opens the desk.").format(name=name))


@team.command(help=N_("Give NAME another role. For a lead."))
@_name
@click.argument("to", metavar="lead|technician|guest", type=click.Choice(list(ROLES)))
@click.pass_obj
def role(context: Context, name: str, to: str) -> None:
    from helpdesk_tui.people import team as members

    with _acting(context) as me:
        members.set_role(me, name, members.ROLES[to])
        say(f"{name}: {_(ROLES[to])}")


@team.command(help=N_("Take NAME off the team; what they did stays. For a lead."))
@_name
@click.pass_obj
def retire(context: Context, name: str) -> None:
    from helpdesk_tui.people import team as members

    with _acting(context) as me:
        members.retire(me, name)
        say(
            _("{name} has left the team. `helpdesk team invite` brings them back.").format(
                name=name
            )
        )


@team.command(help=N_("Say how one joins: whoever opens the desk, or by invitation. For a lead."))
@click.argument("how", metavar="open|invitation", type=click.Choice(list(_HOW)))
@click.pass_obj
def joining(context: Context, how: str) -> None:
    from helpdesk_tui.people import team as members

    with _acting(context) as me:
        members.set_joining(me, how)
        say(_(_HOW[how]))


@contextmanager
def _acting(context: Context) -> Iterator[int]:
    """The technician who asks; what is refused ends the command with its sentence and 1."""
    with at_the_desk(context), told.refusals():
        from helpdesk_tui.people.technicians import sign_in

        yield sign_in(context.settings.technician).id
