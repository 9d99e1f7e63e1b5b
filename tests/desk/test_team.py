"""The team: who leads it, who only reads, and how one joins it; on both databases."""

from __future__ import annotations

from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from helpdesk_tui.models.changes import Refused, change
from helpdesk_tui.models.events import Entity, Event
from helpdesk_tui.models.people import Invitation, Technician
from helpdesk_tui.people import team
from helpdesk_tui.people.technicians import BY_INVITATION, OPEN, joining, sign_in
from helpdesk_tui.storage.address import Place
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.opening import Opened
from helpdesk_tui.storage.orm import database
from helpdesk_tui.tickets import actions, drafts, history, promises
from helpdesk_tui.worktime import timer
from helpdesk_tui.worktime.timer import What
from tests.storage.fresh import opened_fresh
from tests.storage.hands import ready
from tests.storage.workers import Worker
from tests.support import opened, row, technician


def role_of(login: str) -> int:
    return sign_in(login).role


def refusal(fault: Fault, *, of: str) -> None:
    with pytest.raises(StorageProblem) as refused:
        sign_in(of)
    assert refused.value.fault is fault


def test_a_guest_reads_and_every_change_of_theirs_is_refused(ana: int) -> None:
    ticket = opened(ana)
    team.join(team.invite(ana, "Eva", Technician.GUEST), "eva")
    eva = sign_in("eva")
    assert eva.only_reads
    done = actions.set_priority(ana, [row(ticket)], 1)
    before = Event.select().count()
    for write in (
        lambda: actions.assign(eva.id, [row(ticket)], eva.id),
        lambda: actions.add_note(eva.id, [row(ticket)], "mine"),
        lambda: history.take_back(eva.id, done),
        lambda: timer.start(eva.id, What("x"), "Europe/Madrid"),
        lambda: promises.save(eva.id, {}),
    ):
        with pytest.raises(StorageProblem, match="You are a guest") as refused:
            write()
        assert refused.value.fault is Fault.GUEST
    assert Event.select().count() == before
    assert row(ticket).priority == 1


def test_what_a_guest_was_typing_before_they_were_one_is_kept(ana: int, luis: int) -> None:
    drafts.save(luis, "ticket:1", "note", {"body": "half a"})
    team.set_role(ana, "luis", Technician.GUEST)
    kept = drafts.load(luis, "ticket:1", "note")
    assert kept
    assert kept.fields == {"body": "half a"}


def test_a_role_holds_at_once_and_is_in_history(ana: int, luis: int) -> None:
    ticket = opened(ana)
    team.set_role(ana, "luis", Technician.GUEST)
    with pytest.raises(StorageProblem):
        actions.assign(luis, [row(ticket)], luis)
    team.set_role(ana, "luis", Technician.TECHNICIAN)
    assert actions.assign(luis, [row(ticket)], luis).changed
    told = Event.select().where(Event.entity == Entity.TECHNICIAN, Event.field == "role")
    assert [(one.technician_id, one.before, one.after) for one in told] == [
        (ana, Technician.TECHNICIAN, Technician.GUEST),
        (ana, Technician.GUEST, Technician.TECHNICIAN),
    ]


def test_only_a_lead_changes_the_team(ana: int, luis: int) -> None:
    for act in (
        lambda: team.invite(luis, "Eva"),
        lambda: team.set_role(luis, "ana", Technician.GUEST),
        lambda: team.retire(luis, "ana"),
        lambda: team.set_joining(luis, BY_INVITATION),
    ):
        with pytest.raises(Refused, match="for a lead to do: ana"):
            act()
    assert Technician.select().count() == 2


def test_the_last_lead_stays_one(ana: int, luis: int) -> None:
    for act in (
        lambda: team.set_role(ana, "ana", Technician.GUEST),
        lambda: team.retire(ana, "ana"),
    ):
        with pytest.raises(Refused, match="ana is the only lead"):
            act()
    team.invite(ana, "Eva", Technician.LEAD)  # who has not come yet
    with pytest.raises(Refused, match="ana is the only lead"):
        team.retire(ana, "ana")
    team.set_role(ana, "luis", Technician.LEAD)
    team.set_role(luis, "ana", Technician.TECHNICIAN)
    assert (role_of("ana"), role_of("luis")) == (Technician.TECHNICIAN, Technician.LEAD)


def test_a_code_lets_one_account_in_once(ana: int) -> None:
    team.set_joining(ana, BY_INVITATION)
    code = team.invite(ana, "Eva Gil", Technician.LEAD)
    assert code not in str(list(Invitation.select().dicts()))
    refusal(Fault.NOT_INVITED, of="eva")
    assert team.join(f" {code.upper()} ", "eva") == "Eva Gil"
    assert (sign_in("eva").name, role_of("eva")) == ("Eva Gil", Technician.LEAD)
    with pytest.raises(Refused, match="lets nobody in"):
        team.join(code, "luis")
    refusal(Fault.NOT_INVITED, of="luis")


def test_a_code_that_is_too_old_or_was_followed_by_another_lets_nobody_in(ana: int) -> None:
    first, second = team.invite(ana, "Eva"), team.invite(ana, "Eva")
    Invitation.update(expires_at=database.present() - timedelta(seconds=1)).execute()
    for code in (first, second, "abcd-efgh-jkmn"):
        with pytest.raises(Refused, match="lets nobody in"):
            team.join(code, "eva")
    assert Technician.select().where(Technician.name == "Eva").count() == 1


def test_whoever_came_out_of_an_import_gets_their_account_by_invitation(ana: int) -> None:
    with change(None) as hand:
        known = Technician.create(name="Eva Gil", sort_key="eva gil", created_at=hand.at)
    mine = opened(ana, assignee=known.id)
    team.join(team.invite(ana, "EVA GIL"), "eva")
    assert sign_in("eva").id == known.id == row(mine).assignee_id


def test_an_account_that_is_on_the_team_joins_as_nobody_else(ana: int, luis: int) -> None:
    code = team.invite(ana, "Eva")
    with pytest.raises(Refused, match="on the team already, as luis"):
        team.join(code, "luis")
    with pytest.raises(Refused, match="luis is on the team already"):
        team.invite(ana, "luis")
    assert team.join(code, "eva") == "Eva"


def test_who_has_left_is_kept_out_until_invited_again(ana: int, luis: int) -> None:
    team.retire(ana, "luis")
    refusal(Fault.PUT_AWAY, of="luis")
    with pytest.raises(StorageProblem):
        opened(luis)
    team.join(team.invite(ana, "luis", Technician.GUEST), "luis")
    assert (sign_in("luis").id, role_of("luis")) == (luis, Technician.GUEST)


def test_an_open_desk_takes_in_whoever_opens_it(ana: int) -> None:
    assert (joining(), role_of("eva")) == (OPEN, Technician.TECHNICIAN)
    team.set_joining(ana, BY_INVITATION)
    team.set_joining(ana, OPEN)
    assert role_of("pau") == Technician.TECHNICIAN


def test_the_first_account_leads_a_desk_that_an_import_has_filled(desk: object) -> None:
    with change(None) as hand:
        Technician.create(name="Eva Gil", sort_key="eva gil", created_at=hand.at)
    assert role_of("ana") == Technician.LEAD


def test_members_are_listed_with_what_they_are(ana: int, luis: int) -> None:
    team.invite(ana, "Eva", Technician.GUEST)
    team.retire(ana, "luis")
    found = [
        (one.name, one.login, one.role, one.retired, one.invited_until is not None)
        for one in team.members()
    ]
    assert found == [
        ("ana", "ana", Technician.LEAD, False, False),
        ("Eva", None, Technician.GUEST, False, True),
        ("luis", "luis", Technician.TECHNICIAN, True, False),
    ]


ROUNDS = 6


def _comes(pipe: Connection, place: Place, *logins: str) -> None:
    with ready(pipe, place):
        for login in logins:
            me = sign_in(login)
            pipe.send((me.id, me.role))
            pipe.recv()


@pytest.mark.parametrize("same", [True, False], ids=["one account", "two accounts"])
def test_of_two_new_desks_at_once_one_leads(desk: Opened, same: bool) -> None:
    """From two terminals of one account it is one technician, from two accounts there are two."""
    first = [f"ana{n}" for n in range(ROUNDS)]
    others = first if same else [f"luis{n}" for n in range(ROUNDS)]
    workers = [Worker(_comes, desk.path, *logins) for logins in (first, others)]
    assert [worker.ask() for worker in workers] == ["ready"] * 2
    for _round in range(ROUNDS):
        for worker in workers:
            worker.go()
        (one, its_role), (other, other_role) = (worker.ask() for worker in workers)
        assert (one == other) == same
        leads = Technician.select().where(Technician.role == Technician.LEAD)
        assert [lead.id for lead in leads] in ([one], [other])
        assert {its_role, other_role} == ({1} if same else {1, 2})
        Technician.update(role=Technician.TECHNICIAN).execute()  # and again nobody leads
    for worker in workers:
        worker.go()
        worker.end()


def _steps_down(pipe: Connection, place: Place, by: int, name: str) -> None:
    with ready(pipe, place):
        try:
            team.set_role(by, name, Technician.TECHNICIAN)
            pipe.send("done")
        except Refused:
            pipe.send("refused")


@pytest.mark.parametrize("dialect", ["postgres"])
def test_two_leads_who_step_down_at_once_leave_one(tmp_path: Path, dialect: str) -> None:
    with opened_fresh(tmp_path, dialect) as desk:
        ana, luis = technician("ana"), technician("luis")
        for _round in range(5):
            team.set_role(ana, "luis", Technician.LEAD)
            team.set_role(luis, "ana", Technician.LEAD)
            workers = [
                Worker(_steps_down, desk.path, by, name)
                for by, name in ((ana, "ana"), (luis, "luis"))
            ]
            assert [worker.ask() for worker in workers] == ["ready"] * 2
            for worker in workers:
                worker.go()
            assert sorted(worker.ask() for worker in workers) == ["done", "refused"]
            for worker in workers:
                worker.end()
            lead = next(one for one in team.members() if one.role == Technician.LEAD)
            team.set_role(lead.id, "ana", Technician.LEAD)
