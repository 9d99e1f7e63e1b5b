"""What a shell offers for a client and a ticket. Whatever stands in its way, it offers nothing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress

import click
from click.shell_completion import CompletionItem

from helpdesk_tui import paths
from helpdesk_tui.cli import Context
from helpdesk_tui.i18n import language
from helpdesk_tui.safe_text import line as one_line
from helpdesk_tui.settings import read

_PLAIN = re.compile(r"([^\w@%+=:,./-])")


def clients(
    ctx: click.Context, parameter: click.Parameter, typed: str
) -> list[CompletionItem[str]]:
    """The clients whose name begins so."""

    def found(context: Context) -> list[CompletionItem[str]]:
        from helpdesk_tui.worktime.naming import clients_that_begin

        return [CompletionItem(_on_the_line(one_line(name))) for name in clients_that_begin(typed)]

    return _asked(ctx, found)


def tickets(
    ctx: click.Context, parameter: click.Parameter, typed: str
) -> list[CompletionItem[str]]:
    """The technician's own open tickets whose number begins so."""

    def found(context: Context) -> list[CompletionItem[str]]:
        from helpdesk_tui.people.technicians import find
        from helpdesk_tui.tickets import queue
        from helpdesk_tui.tickets.views import Viewer

        me = find(context.settings.technician)
        mine = queue.page(queue.Query(Viewer(me), "mine"), limit=200).rows if me else []
        return [
            CompletionItem(str(row.id), help=one_line(row.subject))
            for row in mine
            if str(row.id).startswith(typed)
        ]

    return _asked(ctx, found)


def _asked(
    ctx: click.Context, question: Callable[[Context], list[CompletionItem[str]]]
) -> list[CompletionItem[str]]:
    from helpdesk_tui.cli.existing import existing_desk

    settings, _problems = read(paths.config_file())
    context = Context(ctx.find_root().params.get("db"), settings, language())
    # A sentence in the midst of what is typed would help nobody.
    with suppress(Exception), existing_desk(context):
        return question(context)
    return []


def _on_the_line(name: str) -> str:
    """A name as it can stand in a command. zsh and fish put a name into quotes, bash does not.

    Each sign has two backslashes, of which bash's `read` in the script of click takes one.
    """
    is_bash = os.environ.get("_HELPDESK_COMPLETE") == "bash_complete"
    return _PLAIN.sub(r"\\\\\1", name) if is_bash else name
