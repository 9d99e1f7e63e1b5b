"""What is due is done, once, whoever notices first: an open desk, or `helpdesk tick`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Event

from helpdesk_tui import clock
from helpdesk_tui.housekeeping import copies, lease, reminding
from helpdesk_tui.housekeeping.lease import Held, Lost
from helpdesk_tui.housekeeping.reminding import Wish
from helpdesk_tui.housekeeping.thinning import Keep
from helpdesk_tui.i18n import _, ngettext
from helpdesk_tui.settings import Settings
from helpdesk_tui.storage import places
from helpdesk_tui.storage.address import Place, Server
from helpdesk_tui.storage.dialect import carried_out
from helpdesk_tui.storage.faults import Fault, StorageProblem, explained
from helpdesk_tui.tickets import closing, presence, promises, waking

_FOLLOW = "follow"


@dataclass(frozen=True, slots=True)
class Orders:
    """Which database is to be kept, and how."""

    database: Path | None
    """The file to be copied once a day; None when the settings, or a server, want no copy."""
    folder: Path
    keep: Keep
    remind: Wish | None = None
    """How reminders are told; None at a desk, which reminds its own technician."""
    follow: bool = False
    """Whether tickets follow new rules here; a desk lets another process do that."""


@dataclass(frozen=True, slots=True)
class Came:
    """What a job came to, in a sentence."""

    job: str
    done: bool
    message: str


def orders(place: Place, settings: Settings) -> Orders:
    """What the settings want for the database there."""
    keep = Keep(settings.backups_days, settings.backups_weeks, settings.backups_months)
    if isinstance(place, Server) or settings.backups == "off":
        return Orders(None, Path(), keep)
    path = place.expanduser().resolve()
    return Orders(path, places.backups_folder(path, settings.backups_folder), keep)


def tick(wanted: Orders, leaving: Event) -> list[Came]:
    """Does what is due in the open database; nothing that somebody else is at already.

    What takes no time is looked after during a copy, too, once a minute. Once `leaving` is set, a
    copy is broken off. Raises what the database raises when it cannot be asked.
    """
    came: list[Came] = []

    def at_once() -> None:
        carried_out(presence.tidy)
        if waking.is_due():
            came.extend(_under_lease("wake", lambda _held: _wake()))
        if closing.is_due():
            came.extend(_under_lease("close", lambda _held: _close()))

    at_once()
    database, wish = wanted.database, wanted.remind
    if database and copies.is_due(clock.now()):

        def copy(held: Held) -> list[str]:
            return _copy(wanted, database, held, leaving, at_once)

        came.extend(_under_lease(copies.JOB, copy))
    if wish and reminding.is_due(wish):
        tell = partial(carried_out, partial(reminding.tell, wish))
        came.extend(_under_lease("remind", lambda _held: tell()))
    if wanted.follow and promises.is_behind():
        came.extend(follow())
    return came


def is_left_behind() -> bool:
    """Whether tickets stand under older rules, and nobody is at it."""
    return promises.is_behind() and not lease.is_taken(_FOLLOW)


def follow(progress: Callable[[int], object] = lambda _done: None) -> list[Came]:
    """Lets every ticket follow the rules that hold; nothing while somebody else is at it."""

    def work(held: Held) -> list[str]:
        def beat(done: int) -> None:
            lease.renew(held)
            progress(done)

        done = promises.bring_up_to_date(beat)
        said = ngettext(
            "{count} ticket follows the rules that hold now.",
            "{count} tickets follow the rules that hold now.",
            done,
        )
        return [said.format(count=done)] if done else []

    return _under_lease(_FOLLOW, work)


def _under_lease(job: str, work: Callable[[Held], list[str]]) -> list[Came]:
    """What the job came to; nothing where there was nothing to do, or it is no longer ours."""
    held = lease.take(job)
    if held is None:
        return []
    done, failed = False, ""
    try:
        with explained():
            said = work(held)
        done = True
    except StorageProblem as problem:
        failed, said = problem.fault.name, [str(problem)]
    except Exception:
        if not held.lost:
            failed = Fault.UNFORESEEN.name
            raise
        return []
    finally:
        with suppress(Lost):
            lease.give_back(held, done=done, failed=failed)
    return [Came(job, done, words) for words in said]


def _wake() -> list[str]:
    woken = len(carried_out(waking.wake).things)
    said = ngettext(
        "{count} ticket is open again: its wait is over.",
        "{count} tickets are open again: their wait is over.",
        woken,
    )
    return [said.format(count=woken)] if woken else []


def _close() -> list[str]:
    closed = len(carried_out(closing.close).things)
    said = ngettext(
        "{count} ticket is closed: it has been resolved for as long as its client wants.",
        "{count} tickets are closed: they have been resolved for as long as their clients want.",
        closed,
    )
    return [said.format(count=closed)] if closed else []


def _copy(
    wanted: Orders, database: Path, held: Held, leaving: Event, meanwhile: Callable[[], None]
) -> list[str]:
    def beat() -> None:
        if leaving.is_set():
            held.lost = True
            raise Lost
        if lease.renew(held):
            meanwhile()

    if copies.is_made(clock.now()):  # since we asked
        return []
    copy = copies.make(database, wanted.folder, wanted.keep, beat)
    return [_("Saved to {path}").format(path=copy)]
