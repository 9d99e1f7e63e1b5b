"""Who gets a sheet: addresses as they are typed, and never anything else."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpdesk_tui.timesheets.recipients import read, without, written
from helpdesk_tui.unreadable import Unreadable


@pytest.mark.parametrize(
    ("typed", "header"),
    [
        ("", ""),
        ("marta@acme.es", "marta@acme.es"),
        (
            " Marta Ruiz <marta@acme.es> ; info@acme.es, ",
            "Marta Ruiz <marta@acme.es>, info@acme.es",
        ),
        ("marta@acme.es, MARTA@acme.es", "marta@acme.es"),
        ('"Ruiz, Marta" <m.r+x@sub.acme.es>', '"Ruiz, Marta" <m.r+x@sub.acme.es>'),
        ('"A \\"B\\" C" <a@acme.es>', '"A \\"B\\" C" <a@acme.es>'),
        ("Íñigo Núñez <inigo@peña.es>", "Íñigo Núñez <inigo@peña.es>"),
    ],
)
def test_addresses_stand_as_in_a_header(typed: str, header: str) -> None:
    assert written(typed) == header
    assert written(header) == header


@pytest.mark.parametrize(
    "typed",
    [
        *("marta", "marta@", "@acme.es", "marta@acme", "ma rta@acme.es", "marta@acme..es"),
        *("marta@acme.es info@acme.es", ".marta@acme.es", "marta@-acme.es", "<>", "a@b@c.es"),
        *("marta@acme.es\r\nBcc: x@y.es", "a\x00@acme.es", "a\u202e@acme.es", "a\u200b@acme.es"),
        *('"Marta <marta@acme.es>', "Marta <marta@acme.es> x", "x" * 65 + "@acme.es"),
        *("Marta <marta@acme.es", "a@" + "b." * 130 + "es"),
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        read(typed)


def test_more_than_fifty_are_refused() -> None:
    assert len(read(", ".join(f"a{number}@acme.es" for number in range(50)))) == 50
    with pytest.raises(Unreadable, match="50"):
        read(", ".join(f"a{number}@acme.es" for number in range(51)))


@given(st.text() | st.text(alphabet='ab@.<>,;"\\ \r\n:é', max_size=30))
def test_no_text_begins_another_header(typed: str) -> None:
    try:
        header = written(typed)
    except Unreadable:
        return
    message = EmailMessage()
    message["To"] = read(typed)
    assert written(header) == header
    assert message.as_bytes(policy=SMTP).count(b"\r\n\r\n") == 1
    assert [name for name, _value in message.items()] == ["To"]


def test_somebody_is_taken_out_of_a_header() -> None:
    header = "Marta <marta@acme.es>, info@acme.es"
    assert without(header, "MARTA@acme.es") == "info@acme.es"
    assert without(header, "joan@acme.es") == header
    assert without("damaged marta@acme.es", "marta@acme.es") == ""
