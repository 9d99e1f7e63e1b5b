"""`helpdesk talks` as somebody types it: what it lists and shows, and what it keeps to itself."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from helpdesk_tui.cli import helpdesk
from helpdesk_tui.conversations import actions, cases
from helpdesk_tui.conversations.talk import Warned
from helpdesk_tui.models.conversations import Conversation, State
from helpdesk_tui.people import editing
from helpdesk_tui.storage.address import Place, named
from tests.conversations.conftest import Room
from tests.storage.fresh import DIALECTS, opened_fresh
from tests.support import opened, technician

HEADLINE = "The server will not survive; replace it this week."
PRIVATE = ("furious", "anger", "reaction", '"saw"')


@pytest.fixture(params=DIALECTS)
def path(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """A desk with talk 1, which has all six steps, talk 2, adjourned, and talk 3, given."""
    (tmp_path / "config.toml").write_text('technician = "ana"\nzone = "Europe/Madrid"\n')
    monkeypatch.setenv("HELPDESK_CONFIG_DIR", str(tmp_path))
    with opened_fresh(tmp_path, request.param) as desk:
        ana = technician("ana")
        acme = editing.add_client(ana, {"name": "ACME Ibérica"}).things[0]
        sol = editing.add_client(ana, {"name": "Clínica Sol"}).things[0]
        marta = editing.add_contact(ana, acme, {"name": "Marta Ruiz"}, "accounts").things[0]
        ticket = opened(ana, "SRV-2 does not start", client=acme, requester=marta)
        made = [
            actions.begin(ana, client, cases.find(case, None), ticket=about).things[0]
            for client, case, about in (
                (acme, "equipment", ticket),
                (sol, "price-rise", None),
                (sol, "breach", None),
            )
        ]
        room = Room(ana, acme, marta, 0, ticket, made[0])
        room.prepare()
        room.share()
        room.agree(ticket=ticket)
        room.add(Warned, text="Offer 311, declined", day=date(2024, 3, 2))
        room.write(reaction="He was furious.", saw="anger", keeps_reaction=True, step=6)
        actions.refuse(ana, room.now().options[1], "no monthly costs")
        states = {made[1]: State.ADJOURNED, made[2]: State.GIVEN}
        for number, state in states.items():
            Conversation.update(state=state).where(Conversation.id == number).execute()
    return desk.path


def run(path: Place, *words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(helpdesk, ["--lang", lang, "--db", named(path), "talks", *words])


def told(path: Place, *words: str) -> Any:
    """What a command says as JSON."""
    return json.loads(run(path, *words, "--json").stdout)


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ((), [1, 2]),
        (("--all",), [3, 2, 1]),
        (("--client", "clin"), [2]),
        (("--client", "clin", "--all"), [3, 2]),
        (("--case", "equipment"), [1]),
        (("--state", "given"), [3]),
        (("--state", "adjourned"), [2]),
        (("--state", "owed"), []),
    ],
)
def test_a_list_has_what_goes_on_or_what_is_asked_for(
    path: Place, words: tuple[str, ...], numbers: list[int]
) -> None:
    assert [one["id"] for one in told(path, "list", *words)["talks"]] == numbers
    lines = run(path, "list", *words).stdout.splitlines()
    assert [int(line.split()[0]) for line in lines] == numbers


def test_a_line_says_when_for_whom_what_and_where_it_stands(path: Place) -> None:
    first, second = run(path, "list").stdout.splitlines()
    assert first.endswith(f"ACME Ibérica · {HEADLINE} · step 6, 1 option refused, going on")
    assert second.endswith("Clínica Sol · A price rises · step 1, adjourned")
    (one, _) = told(path, "list")["talks"]
    assert (one["client"], one["case"], one["state"], one["ticket"]) == (
        *("ACME Ibérica", "equipment", "open", 1),
    )


def test_a_client_that_is_not_there_is_a_wrong_call(path: Place) -> None:
    ended = run(path, "list", "--client", "Nobody")
    assert (ended.exit_code, ended.stdout) == (2, "")
    assert "There is no client “Nobody”." in ended.stderr


def test_a_talk_is_shown_step_by_step(path: Place) -> None:
    shown = run(path, "show", "1").stdout
    for words in (
        f"1  {HEADLINE}",
        "ACME Ibérica · Equipment must be replaced · ticket 1 · ana",
        "Marta Ruiz · accounts · everything",
        "A rented one · €49.00 · declined · no monthly costs",
        "Two disks have failed. · certain · told · got it",
        "Order the server · ana · Fri 27 Nov · €3,200.00 · authorised by Joan Vidal · ticket 1",
    ):
        assert words in shown, shown
    assert [line[0] for line in shown.splitlines()[3:] if line[0].isdigit()] == list("12456")


@pytest.mark.parametrize("words", [(), ("--json",), ("--warnings",), ("--warnings", "--json")])
def test_the_private_note_is_never_shown_and_warnings_only_when_asked_for(
    path: Place, words: tuple[str, ...]
) -> None:
    shown = run(path, "show", "1", *words).stdout
    assert HEADLINE in shown
    assert not [word for word in PRIVATE if word in shown]
    assert ("Offer 311" in shown) == ("--warnings" in words)


def test_as_json_it_has_the_names_of_choices_and_instants_in_utc(path: Place) -> None:
    one = told(path, "show", "1")
    assert (one["state"], one["step"], one["picture"]) == ("open", 6, "It beeps.")
    assert one["people"][0]["wants"] == "everything"
    assert one["options"][1]["outcome"] == "refused"
    assert one["next_steps"][0]["day"] == "2026-11-27"
    assert one["created_at"].endswith("Z")
    assert one["adjourned_until"] is None


def test_a_talk_that_is_not_there_ends_with_one(path: Place) -> None:
    ended = run(path, "show", "99")
    assert (ended.exit_code, ended.stdout) == (1, "")
    assert "There is no talk 99." in ended.stderr


def test_figures_are_told_as_a_table_and_as_json_without_anybody(path: Place) -> None:
    shown = run(path, "figures").stdout
    assert "Equipment must be repl" in shown
    assert max(map(len, shown.splitlines())) <= 80
    found = told(path, "figures")
    one = next(case for case in found["cases"] if case["case"] == "equipment")
    assert (sum(one["begun"]), one["steps_agreed"], one["options_refused"]) == (1, 1, 1)
    assert one["states"] == {"open": 1, "adjourned": 0, "owed": 0, "given": 0}
    for name in ("ana", "Marta", "Joan", "leader", "technician"):
        assert name not in shown
        assert name not in json.dumps(found)
