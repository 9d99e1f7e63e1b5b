"""What can be done with views: keep the present words as one, and put one's own in order."""

from __future__ import annotations

from collections.abc import Callable

from helpdesk_tui.filters.parse import parse
from helpdesk_tui.filters.write import write
from helpdesk_tui.i18n import _, language
from helpdesk_tui.models.changes import Conflict, Done, Refused
from helpdesk_tui.people import directory
from helpdesk_tui.people.directory import Named
from helpdesk_tui.tickets import history, saved
from helpdesk_tui.tickets.queue import Query
from helpdesk_tui.tickets.saved import Saved

from ..parts.bars import Choice, Menu
from ..parts.fields import Answers, Field
from ..parts.forms import Form
from .browsing import Browsing


async def menu(screen: Browsing) -> None:
    """Asks what is to become of the view that is shown."""
    view = screen.list.query_.saved
    choices = [Choice("s", _("save as a view"), _save)]
    if view and view.owner == screen.app.desk.me.id:
        if _is_other(screen, view):
            choices.append(Choice("k", _("keep these words and order in it"), _keep))
        choices += [
            Choice("r", _("rename"), _rename),
            Choice("up", _("up"), _up),
            Choice("down", _("down"), _down),
            Choice("t", _("share no more") if view.team else _("share with a team"), _share),
            Choice("d", _("remove"), _remove),
        ]
    title = view.name if view else _("Views")
    chosen = await screen.ask(Menu(title, choices))
    if chosen:
        await chosen(screen)


async def save_as(screen: Browsing, query: Query) -> None:
    """Keeps a query under a name, and shows it as that view."""
    words = query.to_keep

    async def submit(answers: Answers) -> str | None:
        try:
            done = await screen.app.desk.write(
                saved.save,
                screen.app.desk.me.id,
                answers["name"],
                query.view,
                words,
                query.sort,
                query.reverse,
            )
        except Refused as refused:
            return str(refused)
        await _did(screen, _("“{name}” is a view now").format(name=answers["name"]), done)
        await screen.show_saved(done.things[0])
        return None

    shown = write(parse(words, query.today), language()) or _("all of it")
    title = _("Save as a view: {words}").format(words=shown)
    await screen.ask(Form(title, [Field("name", _("Name"))], submit))


async def _save(screen: Browsing) -> None:
    await save_as(screen, screen.list.query_)


async def _keep(screen: Browsing) -> None:
    query = screen.list.query_
    assert query.saved
    words = query.to_keep
    done = await _try(screen, saved.keep, words, query.sort, query.reverse)
    if done:
        await _did(screen, _("“{name}” has other words now").format(name=query.saved.name), done)
        await screen.show_saved(query.saved.id)


async def _rename(screen: Browsing) -> None:
    view = screen.list.query_.saved
    assert view

    async def submit(answers: Answers) -> str | None:
        try:
            done = await screen.app.desk.write(
                saved.rename, screen.app.desk.me.id, view, answers["name"]
            )
        except (Refused, Conflict) as problem:
            return _said(problem)
        await _did(screen, _("renamed to “{name}”").format(name=answers["name"]), done)
        return None

    await screen.ask(Form(_("Rename the view"), [Field("name", _("Name"), view.name)], submit))


async def _up(screen: Browsing) -> None:
    await _move(screen, -1)


async def _down(screen: Browsing) -> None:
    await _move(screen, 1)


async def _move(screen: Browsing, by: int) -> None:
    view = screen.list.query_.saved
    done = await _try(screen, saved.move, by)
    if done and view:
        await _did(screen, _("“{name}” has moved").format(name=view.name), done)


async def _share(screen: Browsing) -> None:
    view = screen.list.query_.saved
    assert view
    if view.team:
        done = await _try(screen, saved.share, None)
        told = _("“{name}” is yours alone").format(name=view.name)
    else:
        team = await _team(screen)
        if team is None:
            return
        done = await _try(screen, saved.share, team.id)
        told = _("“{name}” is shared with {team}").format(name=view.name, team=team.name)
    if done:
        await _did(screen, told, done)


async def _team(screen: Browsing) -> Named | None:
    """One of the technician's teams; the only one is not asked for."""
    mine = set(screen.list.query_.viewer.teams)
    teams = [team for team in await screen.app.desk.read(directory.teams) if team.id in mine]
    if not teams:
        screen.say(_("You are in no team yet."))
        return None
    if len(teams) == 1:
        return teams[0]
    choices = [Choice(str(n), team.name, team) for n, team in enumerate(teams[:9], 1)]
    return await screen.ask(Menu(_("Share with"), choices))


async def _remove(screen: Browsing) -> None:
    view = screen.list.query_.saved
    done = await _try(screen, saved.remove)
    if done and view:
        screen.show_view(view.place)
        await _did(screen, _("“{name}” is removed").format(name=view.name), done)


async def _try(screen: Browsing, action: Callable[..., Done], *how: object) -> Done | None:
    """Does something to the view that is shown; why it cannot be done is told."""
    view = screen.list.query_.saved
    try:
        return await screen.app.desk.write(action, screen.app.desk.me.id, view, *how)
    except (Refused, Conflict) as problem:
        screen.say(_said(problem), bad=True)
        return None


def _said(problem: Refused | Conflict) -> str:
    return history.why(problem) if isinstance(problem, Conflict) else str(problem)


async def _did(screen: Browsing, told: str, done: Done) -> None:
    screen.keep_for_undo(told, done)
    await screen.app.changed(set(), done.batch)


def _is_other(screen: Browsing, view: Saved) -> bool:
    query = screen.list.query_
    return bool(query.text) or (query.sort, query.reverse) != (view.sort, view.reverse)
