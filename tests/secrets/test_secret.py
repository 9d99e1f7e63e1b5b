"""A secret shows itself to nobody, and the settings take none in."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from dataclasses import asdict, dataclass

import msgspec
import pytest

from helpdesk_tui import paths
from helpdesk_tui.secrets.environment import variable
from helpdesk_tui.secrets.secret import MASK, Secret
from helpdesk_tui.settings import read
from helpdesk_tui.storage.address import Server
from tests.secrets.conftest import KEY

CANARY = "c4n4ry"


@dataclass(frozen=True)
class Holder:
    secret: Secret


def test_every_way_to_show_it_shows_stars() -> None:
    secret = Secret(CANARY)
    shown = [repr(secret), str(secret), f"{secret}", f"{secret:>9}", "%s %r" % (secret, secret)]  # noqa: UP031
    shown += [repr([secret]), repr(Holder(secret)), str(asdict(Holder(secret)))]
    shown += [str(copy.copy(secret)), str(copy.deepcopy(secret)), str(ValueError(secret))]
    assert all(MASK in text and CANARY not in text for text in shown)
    assert CANARY.encode() not in pickle.dumps(secret)
    assert pickle.loads(pickle.dumps(Holder(secret))).secret == MASK
    with pytest.raises(TypeError):
        json.dumps(secret)
    with pytest.raises(TypeError):
        msgspec.json.encode(secret)
    with pytest.raises(TypeError):
        vars(secret)


def test_two_are_equal_when_their_texts_are_and_neither_is_a_text() -> None:
    assert Secret("ñandú") == Secret("ñandú")
    assert Secret("a") != Secret("b")
    assert Secret("a") != "a"
    with pytest.raises(TypeError):
        hash(Secret("a"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('password = "x"', "helpdesk secret set"),
        ('smtp_passwd = "x"', "helpdesk secret set"),
        ('api_key = "x"', "helpdesk secret set"),
        ('[mail]\nTOKEN = "x"', "helpdesk secret set"),
        ('database = "postgresql://ana:x@db/desk"', "helpdesk secret set"),
        ('password_command = "pass show desk"', "a program and its arguments"),
    ],
)
def test_the_settings_refuse_a_password_with_the_line_and_the_way_out(
    line: str, said: str, settings: Callable[[str], None]
) -> None:
    settings(f'theme = "dark"\n{line}\n')
    _read, (problem,) = read(paths.config_file())
    assert problem.line == 1 + len(line.splitlines())
    assert said in str(problem)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("postgresql://ana@db/desk", "postgresql://ana@db:5432/desk"),
        ("postgres://ana:x@db:5433/desk", "postgresql://ana@db:5433/desk"),
        ("postgresql://ana@/desk?host=/run", "postgresql://ana@%2Frun:5432/desk"),
        ("postgresql://ana@[::1]/desk", "postgresql://ana@[::1]:5432/desk"),
        ("postgresql://ana@a:1,b/desk", "postgresql://ana@a:1,b:5432/desk"),
        ("postgresql://ana@", "postgresql://ana@localhost:5432/ana"),
        ("postgresql://?service=desk", "postgresql://?service=desk"),
        ("postgresql://ana:a/b@db/desk", ""),
    ],
)
def test_a_server_has_one_key_however_it_is_named(address: str, key: str) -> None:
    assert Server(address).key == key
    assert not key or Server(key).key == key


def test_the_variable_of_a_key_can_be_typed_in_a_shell() -> None:
    assert variable(KEY) == "HELPDESK_SECRET_POSTGRESQL_ANA_DB_5432_DESK"
