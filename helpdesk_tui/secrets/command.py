"""A program of the person's own that prints a password: `pass`, `op`, `vault`."""

from __future__ import annotations

from collections.abc import Sequence

from helpdesk_tui.i18n import _
from helpdesk_tui.safe_text import line
from helpdesk_tui.secrets import process
from helpdesk_tui.secrets.secret import Secret

SECONDS = 5.0
_LONGEST_COMPLAINT = 200


class Failed(Exception):
    """The command gave no password, for the reason that it carries (a sentence without it)."""


def look(command: Sequence[str], key: str) -> Secret:
    """The first line that the command prints; `{key}` in its arguments is replaced.

    Raises Failed, with what it complained of and never with what it printed.
    """
    arguments = [argument.replace("{key}", key) for argument in command]
    try:
        said = process.run(arguments, SECONDS)
    except OSError as error:
        raise Failed(
            _("the password_command cannot be started ({reason})").format(reason=error.strerror)
        ) from None
    if said.code is None:
        raise Failed(_("the password_command took too long or said too much, and was ended"))
    if said.code:
        complaint = line(said.err)[:_LONGEST_COMPLAINT] or "…"
        raise Failed(
            _("the password_command ended with {code}: {complaint}").format(
                code=said.code, complaint=complaint
            )
        )
    try:
        first = said.out.decode().partition("\n")[0].rstrip("\r")
    except UnicodeDecodeError:
        raise Failed(_("the password_command printed no text")) from None
    if not first:
        raise Failed(_("the password_command printed nothing"))
    return Secret(first)
