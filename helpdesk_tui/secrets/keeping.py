"""What is asked about the desk's own store: to open it, to keep something in it, to mend it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from helpdesk_tui.i18n import _
from helpdesk_tui.secrets import asking, sealed, sheet, store
from helpdesk_tui.secrets.asking import Blank, Question
from helpdesk_tui.secrets.secret import Secret

T = TypeVar("T")

SHORTEST = 8
"""Characters of a passphrase."""


class Trouble(Exception):
    """The store cannot be used, for the reason that it carries (a sentence)."""


def with_passphrase(title: str, work: Callable[[Secret], T]) -> T | None:
    """What the work returns with the passphrase of the store; None when nobody knows it.

    Raises Trouble.
    """
    said = _("It opens the desk's own store of passwords.")
    return _tried(title, [Blank("word", _("passphrase"))], [said], lambda got: work(got["word"]))


def keep(key: str, secret: Secret) -> bool:
    """Offers to keep a secret in the store, making one where there is none; whether it is kept.

    Raises Trouble.
    """
    title = _("Keep the password for {key}?").format(key=key)
    if store.path().exists():

        def put(passphrase: Secret) -> bool:
            store.put(passphrase, key, secret)
            return True

        return with_passphrase(title, put) or False
    recovery = _with_new_passphrase(
        title,
        [
            _("Choose a passphrase for the desk's own store; from then on you type only that."),
            _("Leave it out to be asked for the password next time."),
        ],
        [],
        lambda answers: store.create(answers["new"], key, secret),
    )
    if recovery is None:
        return False
    _hand_out(recovery)
    return True


def recover() -> bool:
    """Asks for the recovery key and another passphrase, and sets it; whether that was done.

    Raises Trouble.
    """

    def work(answers: asking.Answers) -> bool:
        store.recover(answers["recovery"], answers["new"])
        return True

    return (
        _with_new_passphrase(
            _("Another passphrase for the store"),
            [_("Type the key of your recovery sheet, and the passphrase that is to hold.")],
            [Blank("recovery", _("recovery key"), unseen=False)],
            work,
        )
        or False
    )


def _with_new_passphrase(
    title: str, lines: list[str], before: list[Blank], work: Callable[[asking.Answers], T]
) -> T | None:
    blanks = [*before, Blank("new", _("passphrase")), Blank("again", _("once more"))]

    def checked(answers: asking.Answers) -> T:
        if len(answers["new"].reveal()) < SHORTEST:
            raise _Mistake(
                _("Take {count} characters or more; several words are good.").format(count=SHORTEST)
            )
        if answers["new"] != answers["again"]:
            raise _Mistake(_("The two were not the same."))
        return work(answers)

    return _tried(title, blanks, lines, checked)


class _Mistake(Exception):
    """What is wrong with what was typed, in a sentence."""


def _tried(
    title: str, blanks: list[Blank], lines: list[str], work: Callable[[asking.Answers], T]
) -> T | None:
    wrong = ""
    for _attempt in range(asking.ATTEMPTS):
        answers = asking.ask(Question(title, blanks, lines, wrong))
        if answers is None:
            return None
        try:
            return work(answers)
        except _Mistake as mistake:
            wrong = str(mistake)
        except sealed.WrongWord:
            wrong = _("That does not open the store. `helpdesk secret recover` sets another.")
            if len(blanks) > 1:
                wrong = _("This recovery key does not open the store.")
        except (sealed.Damaged, sealed.Newer, OSError) as error:
            raise Trouble(_explained(error)) from None
    return None


def names() -> list[str]:
    """The keys of what the store holds, in the clear. Raises Trouble."""
    try:
        return store.names()
    except (sealed.Damaged, sealed.Newer, OSError) as error:
        raise Trouble(_explained(error)) from None


def _explained(error: Exception) -> str:
    path = store.path()
    if isinstance(error, sealed.Damaged):
        return _("{path} was changed by something else than the desk and does not open.").format(
            path=path
        )
    if isinstance(error, sealed.Newer):
        return _("{path} was written by a newer version of the desk.").format(path=path)
    reason = getattr(error, "strerror", "")
    return _("{path} cannot be used ({reason}).").format(path=path, reason=reason)


def _hand_out(recovery: Secret) -> None:
    """Writes the recovery sheet to a file that the person names, or shows it once."""
    title, wrong = _("It is kept. Where shall the recovery sheet go?"), ""
    lines = [
        _("It opens the store should you forget the passphrase: a page to print and lock away."),
        _("Name a new file for it, or leave that out to see the page now, once."),
    ]
    while answers := asking.ask(
        Question(title, [Blank("file", _("file"), unseen=False)], lines, wrong)
    ):
        named = answers["file"].reveal().strip()
        try:
            path = Path(named).expanduser()
            sheet.save(recovery, path)
        except (OSError, RuntimeError, ValueError) as error:  # ~nobody, or a name with a NUL
            reason = getattr(error, "strerror", "") or error
            wrong = _("{path} cannot be written ({reason}).").format(path=named, reason=reason)
        else:
            asking.ask(Question(_("The recovery sheet is in {path}.").format(path=path)))
            return
    title, *page = sheet.lines(recovery)
    asking.ask(Question(title, (), page))
