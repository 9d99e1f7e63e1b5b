"""Connections to a PostgreSQL server, none of which waits for ever."""

from __future__ import annotations

import re
import select
import time
from collections.abc import Generator, Mapping
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import TransactionStatus

from helpdesk_tui.i18n import _
from helpdesk_tui.secrets import chain
from helpdesk_tui.secrets.secret import Secret
from helpdesk_tui.storage.address import Server
from helpdesk_tui.storage.faults import Fault, StorageProblem
from helpdesk_tui.storage.orm import peewee

_PostgresqlDatabase: Any = peewee.PostgresqlDatabase
_Psycopg3Adapter: Any = peewee.Psycopg3Adapter

CONNECT_WITHIN = 5
"""Seconds that a server is given to let us in."""

ANSWER_WITHIN = 30.0
"""Seconds without a byte after which a server counts as gone, though its host still answers."""

_NETWORK = {
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
}
"""A host that is gone is noticed within half a minute, while we wait for it or not."""

_SESSION = {
    "lock_timeout": "10s",
    "statement_timeout": "20s",
    "idle_in_transaction_session_timeout": "60s",
    # Each statement sees what was committed before it. A field is checked and set with its row
    # held, so nothing stricter is needed, and readers and other fields never have to try again.
    "default_transaction_isolation": "read committed",
    "timezone": "UTC",
}


_SECRET = ("password", "sslpassword", "oauth_client_secret")
_OF_PASSWORDS = re.compile(r"passw|auth?ent", re.IGNORECASE)
"""A server that refuses a password says so in its own language, and libpq has no codes."""


class NoAnswer(psycopg.OperationalError):
    """The server said nothing for too long; the connection was given up."""


class Connection(psycopg.Connection[Any]):
    """A connection that gives up when the server is silent, as no time-out of libpq does."""

    patient = False
    """Whether it waits as long as it takes: the server is at work on something large."""

    def wait(self, gen: Any, *given: Any, **more: Any) -> Any:
        try:
            return super().wait(gen if self.patient else _impatient(gen), *given, **more)
        except NoAnswer:
            self.close()
            raise


def connect(server: Server) -> Connection:
    """A connection of one's own, each statement a transaction unless one is begun.

    What the address says holds against what we would choose, and a password in it against all
    others. Raises StorageProblem, without the password.
    """
    given = _parameters(server)
    ours = {
        "connect_timeout": str(CONNECT_WITHIN),
        "application_name": "helpdesk",
        "client_encoding": "utf8",
        **_NETWORK,
    }
    if "password" in given or not server.key:
        return _opened(server, ours | given)
    search, refused = chain.Search(server.key, str(server)), ""
    for offer in search.offers():
        password = {"password": offer.secret} if offer.secret else {}
        try:
            connection = _opened(server, ours | given | password)
        except _Refused as refusal:
            refused = offer.source if refusal.had_one else ""
        else:
            chain.worked(server.key, offer)
            return connection
    if refused:
        raise StorageProblem(Fault.PASSWORD_REFUSED, server, refused)
    raise StorageProblem(Fault.PASSWORD_WANTED, server, search.wrong or _("None was found."))


class _Refused(StorageProblem):
    """The server wants a password, or another one."""

    had_one = False


def _opened(server: Server, parameters: Mapping[str, str | Secret]) -> Connection:
    try:
        # Prepared statements break when another process updates the schema, and behind a pooler.
        connection = Connection.connect(
            **_revealed(parameters), autocommit=True, prepare_threshold=None
        )
        connection.execute(
            "SELECT " + ", ".join("set_config(%s, %s, false)" for _name in _SESSION),
            [word for pair in _SESSION.items() for word in pair],
        )
    except psycopg.Error as error:
        problem = _problem(server, error)
    else:
        return connection
    # Out here it has no context: psycopg's error and its frames hold the password.
    raise problem


def _revealed(parameters: Mapping[str, str | Secret]) -> dict[str, Any]:
    return {
        name: value.reveal() if isinstance(value, Secret) else value
        for name, value in parameters.items()
    }


def _problem(server: Server, error: psycopg.Error) -> StorageProblem:
    if not server.is_plain:
        return StorageProblem(Fault.UNREACHABLE, server, "…")
    reason, tried = _reason(error), error.pgconn
    if tried and (tried.needs_password or (tried.used_password and _OF_PASSWORDS.search(reason))):
        refused = _Refused(Fault.UNREACHABLE, server, reason)
        refused.had_one = not tried.needs_password
        return refused
    return StorageProblem(Fault.UNREACHABLE, server, reason)


def _parameters(server: Server) -> dict[str, str | Secret]:
    try:
        return {
            name: Secret(str(value)) if name in _SECRET else str(value)
            for name, value in conninfo_to_dict(server.url).items()
        }
    except psycopg.ProgrammingError:  # its text repeats the address, with the password
        raise StorageProblem(Fault.UNREACHABLE, server, "…") from None


def _reason(error: psycopg.Error) -> str:
    """Why the server does not let us in, in its own words or the system's: libpq has no codes."""
    said = str(error).strip().splitlines() or [type(error).__name__]
    return said[0].rpartition("failed: ")[2]


def is_lost(connection: Connection) -> bool:
    """Whether the connection is known to be over: an idle server only speaks to say goodbye."""
    if connection.closed or connection.pgconn.transaction_status == TransactionStatus.UNKNOWN:
        return True
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN)
    return bool(heard.poll(0))


def _impatient(gen: Generator[Any, Any, Any]) -> Generator[Any, Any, Any]:
    """What psycopg waits with, ended when nothing came for `ANSWER_WITHIN`."""
    end = time.monotonic() + ANSWER_WITHIN
    ready = None
    while True:
        try:
            wanted = gen.send(ready)
        except StopIteration as ended:
            return ended.value
        ready = yield wanted
        if ready:
            end = time.monotonic() + ANSWER_WITHIN
        elif time.monotonic() > end:
            raise NoAnswer("the server does not answer")
