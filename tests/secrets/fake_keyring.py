"""A Secret Service on a real bus that keeps passwords in memory, is locked, or never answers.

It stands in for GNOME Keyring, KWallet and their like, none of which can be installed for a test:
so it shows how we ask, and nothing about them.
"""

from __future__ import annotations

import sys
from typing import Any

from jeepney import MessageType, new_error, new_method_return
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import open_dbus_connection

SERVICE = "/org/freedesktop/secrets"
COLLECTION = f"{SERVICE}/collection/one"

Kept = tuple[dict[str, str], bytes]


def serve(manner: str) -> None:
    """Answers until it is killed."""
    items: dict[str, Kept] = {}
    with open_dbus_connection() as bus:
        bus.send_and_get_reply(message_bus.RequestName("org.freedesktop.secrets"))
        print("ready", flush=True)
        while True:
            call = bus.receive()
            if call.header.message_type is not MessageType.method_call or manner == "silent":
                continue
            answer = answered(call, items, locked=manner == "locked")
            if answer is None:
                name = "org.freedesktop.DBus.Error.NotSupported"
                bus.send(new_error(call, name, "s", ("no",)))
            else:
                bus.send(new_method_return(call, *answer))


def answered(call: Any, items: dict[str, Kept], *, locked: bool) -> tuple[str, Any] | None:
    """The signature and the body of the answer."""
    fields = {field.name: value for field, value in call.header.fields.items()}
    path, method = fields["path"], fields["member"]
    match method, call.body:
        case "OpenSession", ("plain", _):
            return "vo", (("s", ""), "/session")
        case "ReadAlias", _:
            return "o", (COLLECTION,)
        case "Get", (_, "Locked"):
            return "v", (("b", locked),)
        case "Get", _:
            return "v", (("s", "one"),)
        case "Unlock", _:
            return "aoo", ([], "/")
        case "SearchItems", (wanted,):
            found = [name for name, (kept, _) in items.items() if wanted.items() <= kept.items()]
            return "ao", (found,)
        case "CreateItem", (properties, (_, _, secret, _), _):
            attributes = properties["org.freedesktop.Secret.Item.Attributes"][1]
            item = f"{COLLECTION}/{len(items)}"
            items[item] = attributes, secret
            return "oo", (item, "/")
        case "GetSecret", _:
            return "(oayays)", (("/session", b"", items[path][1], "text/plain"),)
        case "Delete", _:
            del items[path]
            return "o", ("/",)
    return None


if __name__ == "__main__":
    serve(sys.argv[1])
