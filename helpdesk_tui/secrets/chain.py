"""Where a secret is looked for, in this order, until one of these places has it:

the environment, `password_command` of the settings, the keyring, the desk's own store; else the
person is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from helpdesk_tui import paths
from helpdesk_tui.i18n import _
from helpdesk_tui.secrets import asking, command, environment, memory, ring
from helpdesk_tui.secrets.asking import Blank, Question
from helpdesk_tui.secrets.secret import Secret
from helpdesk_tui.settings import read


@dataclass(frozen=True, slots=True)
class Offer:
    """A secret that may be the right one. Without a secret: try without."""

    secret: Secret | None
    source: str
    typed: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One place: whether it has the secret, and a sentence on that, which never shows it."""

    place: str
    has: bool
    said: str
    secret: Secret | None = None
    trouble: bool = False


@dataclass(slots=True)
class Search:
    """A search for what opens `key`; whoever is asked sees `shown`."""

    key: str
    shown: str
    wrong: str = ""
    """What went wrong on the way, in sentences."""

    def offers(self) -> Iterator[Offer]:
        """What may open it: ask for the next one as long as the last is refused.

        First what costs nothing, and nothing at all where that is none: the other side may not
        want a password, or a library know one. Then what the first place has that has one. Then
        what the person types. Call `worked` with the one that opened it.
        """
        first = self._at_hand()
        yield first
        memory.drop(self.key)  # only now that it is refused: other threads connect with it, too
        found = self._found()
        if found is not None:
            if found.secret != first.secret:
                yield found
            self.wrong = _("The one from {source} was refused.").format(source=found.source)
        for _attempt in range(asking.ATTEMPTS):
            title = _("The password for {name}").format(name=self.shown)
            answers = asking.ask(Question(title, [Blank("word", _("password"))], (), self.wrong))
            if answers is None:
                return
            yield Offer(answers["word"], _("what was typed"), typed=True)
            self.wrong = _("That one was refused.")

    def _at_hand(self) -> Offer:
        if known := memory.get(self.key):
            return Offer(known, _("earlier in this run"))
        if known := environment.look(self.key):
            return Offer(known, _("the environment"))
        return Offer(None, _("settings of its own, such as ~/.pgpass"))

    def _found(self) -> Offer | None:
        """What the first place has that has one."""
        from helpdesk_tui.secrets import keeping, store

        troubles = []
        for place in _PLACES:
            step = place(self.key)
            if step.secret is not None:
                return Offer(step.secret, step.place)
            if step.trouble:
                troubles.append(_sentence(step.said))
        step, secret = _store(self.key), None
        try:
            if step.has:
                title = _("The passphrase for {key}").format(key=self.key)
                secret = keeping.with_passphrase(title, lambda word: store.get(word, self.key))
                if secret is None:
                    troubles.append(_("The desk's own store has it, and was not opened."))
        except keeping.Trouble as trouble:
            troubles.append(str(trouble))
        if step.trouble:
            troubles.append(step.said)
        self.wrong = " ".join(troubles)
        return None if secret is None else Offer(secret, step.place)


def worked(key: str, offer: Offer) -> None:
    """Keeps in memory what has opened it; what was typed is offered to the store."""
    if offer.secret is None:
        return
    memory.keep(key, offer.secret)
    if offer.typed:
        from helpdesk_tui.secrets import keeping

        try:
            keeping.keep(key, offer.secret)
        except keeping.Trouble as trouble:
            asking.ask(Question(_("The password is not kept."), (), [str(trouble)]))


def where(key: str) -> Sequence[Step]:
    """How each place stands to a key. Runs the command, asks the keyring, asks no person."""
    return [place(key) for place in (*_PLACES, _store)]


def _environment(key: str) -> Step:
    names = " / ".join(environment.variables(key))
    secret = environment.look(key)
    said = _("set ({names})") if secret else _("not set ({names})")
    return Step(_("the environment"), secret is not None, said.format(names=names), secret)


def _command(key: str) -> Step:
    arguments = read(paths.config_file())[0].password_command
    if not arguments:
        return Step("password_command", False, _("not in the settings"))
    try:
        secret = command.look(arguments, key)
    except command.Failed as failure:
        return Step("password_command", False, str(failure), trouble=True)
    return Step("password_command", True, _("prints it"), secret)


def _keyring(key: str) -> Step:
    answer = ring.get(key)
    place = _("the keyring")
    if answer.trouble:
        return Step(place, False, str(answer), trouble=answer.trouble != "absent")
    has = answer.value is not None
    said = _("has it ({name})") if has else _("does not have it ({name})")
    return Step(place, has, said.format(name=answer.name), answer.value)


def _store(key: str) -> Step:
    from helpdesk_tui.secrets import keeping, store

    place = _("the desk's own store")
    try:
        has = key in keeping.names()
    except keeping.Trouble as trouble:
        return Step(place, False, str(trouble), trouble=True)
    if store.path().exists() and store.path().stat().st_mode & 0o077:
        said = _("others may read it: chmod 600 {path}")
        return Step(place, has, said.format(path=store.path()), trouble=True)
    if has:
        said = _("has it, behind your passphrase ({path})")
    elif store.path().exists():
        said = _("does not have it ({path})")
    else:
        said = _("not made yet")
    return Step(place, has, said.format(path=store.path()))


def _sentence(said: str) -> str:
    return said[0].upper() + said[1:] + "."


_PLACES = (_environment, _command, _keyring)
