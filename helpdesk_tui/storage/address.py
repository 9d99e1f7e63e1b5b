"""Where a database is: a file, or a server's address, which is never shown with its password."""

from __future__ import annotations

import getpass
import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, quote, unquote

_HOST = r"(?:[\w.%-]+|\[[0-9A-Fa-f:.]+\])"
_SHAPE = re.compile(
    r"(?:(?P<user>[^:@/?#]+)?(?::[^@/?#]*)?@)?"
    rf"(?P<hosts>{_HOST}?(?::\d+)?(?:,{_HOST}(?::\d+)?)*)"
    r"(?:/(?P<name>[^/?#@:]*))?"
    r"(?:\?(?P<more>[^#]*))?"
)
_SHOWN = ("host", "port", "dbname", "user", "service")
"""What may be shown of the part behind the question mark."""


@dataclass(frozen=True, slots=True)
class Server:
    """A database on a PostgreSQL server. As text it is the address without the password."""

    url: str = field(repr=False)

    @property
    def is_plain(self) -> bool:
        """Whether it can be told where in the address a password would be."""
        return _SHAPE.fullmatch(self.url.partition("://")[2]) is not None

    @property
    def key(self) -> str:
        """Under which name its password is kept: `postgresql://user@host:5432/name`.

        As libpq fills in what an address leaves out; empty where the address is not plain.
        """
        found = _SHAPE.fullmatch(self.url.partition("://")[2])
        if found is None:
            return ""
        pairs = parse_qs(found["more"] or "")
        more = {name: quote(values[-1], safe=",:[]") for name, values in pairs.items()}
        if service := more.get("service") or os.environ.get("PGSERVICE"):
            return f"postgresql://?service={service}"
        user = more.get("user") or found["user"] or os.environ.get("PGUSER") or getpass.getuser()
        port = more.get("port") or os.environ.get("PGPORT") or "5432"
        hosts = more.get("host") or found["hosts"] or os.environ.get("PGHOST", "")
        each = (re.fullmatch(r"(.*?)(?::(\d+))?", host) for host in hosts.split(","))
        named = [f"{one[1] or 'localhost'}:{one[2] or port}" for one in each if one]
        name = more.get("dbname") or found["name"] or os.environ.get("PGDATABASE") or user
        return f"postgresql://{user}@{','.join(named)}/{name}"

    def __str__(self) -> str:
        found = _SHAPE.fullmatch(self.url.partition("://")[2])
        if found is None:
            return "postgresql://…"
        user = f"{found['user']}@" if found["user"] else ""
        name = f"/{found['name']}" if found["name"] else ""
        pairs = (found["more"] or "").split("&")
        more = "&".join(pair for pair in pairs if pair.partition("=")[0] in _SHOWN)
        return f"postgresql://{user}{found['hosts']}{name}{'?' if more else ''}{more}"


Place = Path | Server
"""A file, or a database on a server."""


class NoPlace(ValueError):
    """An address that leads to no database that the desk knows."""


def place_of(named: str) -> Place:
    """The place that a person names: a path, `sqlite:///path` or `postgresql://user@host/name`.

    Raises NoPlace for an address of anything else.
    """
    scheme, is_address, rest = named.partition("://")
    if not is_address:
        return Path(named).expanduser()
    if scheme in ("postgresql", "postgres"):
        return Server(named)
    if scheme == "sqlite" and rest.startswith("/"):
        return Path(unquote(rest[1:])).expanduser()
    raise NoPlace(named)


def named(place: Place) -> str:
    """What leads another process of ours there, with the password: not for showing."""
    return place.url if isinstance(place, Server) else str(place)
