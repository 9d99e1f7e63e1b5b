"""The desk's own store: what opens it, what does not, and what becomes of a changed file."""

from __future__ import annotations

import json
import multiprocessing
import os
import stat
from pathlib import Path

import msgspec
import pytest

from helpdesk_tui import paths
from helpdesk_tui.secrets import asking, chain, keeping, sealed, sheet, store
from helpdesk_tui.secrets.secret import Secret
from tests.secrets.conftest import KEY, Person

WORDS = Secret("correct horse")
VALUE = Secret("c4n4ry-in-the-store")
USUAL = sealed.COST


@pytest.fixture
def recovery() -> Secret:
    return store.create(WORDS, KEY, VALUE)


def test_it_is_a_file_for_its_owner_alone_that_shows_names_and_no_more(recovery: Secret) -> None:
    assert stat.S_IMODE(store.path().stat().st_mode) == 0o600
    assert list(paths.config_dir().iterdir()) == [store.path()]
    assert store.names() == [KEY]
    content = store.path().read_text()
    for secret in (VALUE, WORDS, recovery):
        assert secret.reveal() not in content


def test_the_passphrase_opens_it_and_no_other(recovery: Secret) -> None:
    assert store.get(WORDS, KEY) == VALUE
    for wrong in ("correct horsf", "", "correct horse "):
        with pytest.raises(sealed.WrongWord):
            store.get(Secret(wrong), KEY)


def test_a_guess_costs_64_mb_by_either_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed, "COST", USUAL)
    document = sealed.new(WORDS)[0].document
    cost = document.scrypt
    assert 128 * cost.n * cost.r == 64 << 20

    cheaper = msgspec.structs.replace(document, scrypt=sealed.Cost(n=2, r=cost.r, p=cost.p))
    with pytest.raises(sealed.WrongWord):  # the file names the cost, and cannot lower it
        sealed.opened_by_passphrase(cheaper, WORDS)
    assert sealed.opened_by_passphrase(document, WORDS).document == document


def test_an_accent_is_the_same_however_the_keyboard_sends_it() -> None:
    store.create(Secret("contrase\u00f1a larga"), KEY, VALUE)
    assert store.get(Secret("contrasen\u0303a larga"), KEY) == VALUE


def test_the_recovery_key_sets_another_passphrase_however_it_is_typed(recovery: Secret) -> None:
    key = recovery.reveal().lower()
    typed = "-".join(key[at : at + 4] for at in range(0, len(key), 4)).replace("o", "0")
    store.recover(Secret(f" {typed} "), Secret("battery staple"))
    assert store.get(Secret("battery staple"), KEY) == VALUE
    with pytest.raises(sealed.WrongWord):
        store.get(WORDS, KEY)
    with pytest.raises(sealed.WrongWord):
        store.recover(WORDS, Secret("battery staple"))


def test_nothing_in_it_can_be_changed_unseen(recovery: Secret) -> None:
    good = json.loads(store.path().read_text())
    other = json.loads(msgspec.json.encode(sealed.new(WORDS)[0].document))
    changed = [good | {"names": []}, good | {"names": [KEY, "more"]}]
    changed += [good | {name: other[name]} for name in ("passphrase", "nonce", "sealed")]
    changed += [good | {"passphrase": good["recovery"]}, good | {"recovery": other["recovery"]}]
    changed += [good | {"scrypt": good["scrypt"] | {"n": 2}}]
    for document in changed:
        store.path().write_text(json.dumps(document))
        with pytest.raises((sealed.WrongWord, sealed.Damaged)):
            store.get(WORDS, KEY)


def test_a_file_that_is_cut_off_anywhere_is_damaged(recovery: Secret) -> None:
    content = store.path().read_bytes().rstrip()
    for at in range(len(content)):
        store.path().write_bytes(content[:at])
        with pytest.raises(sealed.Damaged):
            store.names()


@pytest.mark.parametrize("cost", [{"n": 1 << 40}, {"n": 3}, {"r": 0}, {"n": 1 << 20, "r": 1024}])
def test_a_file_cannot_make_the_desk_work_for_ever(recovery: Secret, cost: dict[str, int]) -> None:
    document = json.loads(store.path().read_text())
    document["scrypt"] |= cost
    store.path().write_text(json.dumps(document))
    with pytest.raises(sealed.Damaged):
        store.get(WORDS, KEY)


def test_a_newer_one_is_left_alone(recovery: Secret) -> None:
    document = json.loads(store.path().read_text()) | {"version": 2, "more": 1}
    store.path().write_text(json.dumps(document))
    with pytest.raises(keeping.Trouble, match="newer version"):
        keeping.names()
    steps = chain.where(KEY)
    assert "newer version" in steps[-1].said
    assert steps[-1].trouble


def test_a_full_disk_leaves_the_store_as_it_was(
    recovery: Secret, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = store.path().read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.put(WORDS, "another", VALUE)
    assert store.path().read_bytes() == before
    assert list(paths.config_dir().iterdir()) == [store.path()]


def put(number: int) -> None:
    store.put(WORDS, f"key {number}", Secret(f"value {number}"))


def test_several_processes_lose_nothing_of_each_other(recovery: Secret) -> None:
    with multiprocessing.get_context("fork").Pool(3) as pool:
        pool.map(put, range(6), chunksize=1)
    assert len(store.names()) == 7
    assert store.get(WORDS, "key 5") == Secret("value 5")


# What is asked


def test_a_password_is_offered_to_a_new_store_and_its_sheet_written(
    person: Person, tmp_path: Path
) -> None:
    file = tmp_path / "sheet.txt"
    (tmp_path / "there").write_text("mine")
    person.types = [
        {"new": "short", "again": "short"},
        {"new": "correct horse", "again": "correct hose"},
        {"new": "correct horse", "again": "correct horse"},
        {"file": str(tmp_path / "there")},
        {"file": str(file)},
    ]
    assert keeping.keep(KEY, VALUE)
    assert "8 characters" in person.asked[1].wrong
    assert "not the same" in person.asked[2].wrong
    assert "cannot be written" in person.asked[4].wrong
    assert (tmp_path / "there").read_text() == "mine"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    groups = [line.strip() for line in file.read_text().splitlines() if line.startswith("    ")]
    store.recover(Secret("".join(groups)), Secret("battery staple"))
    assert VALUE.reveal() not in file.read_text()


def test_the_sheet_is_shown_once_where_no_file_is_named(person: Person) -> None:
    person.types = [{"new": "correct horse", "again": "correct horse"}, {"file": ""}]
    assert keeping.keep(KEY, VALUE)
    shown = person.asked[-1]
    assert shown.title.startswith("Recovery sheet")
    groups = "".join(line.strip() for line in shown.lines if line.startswith("    "))
    store.recover(Secret(groups), Secret("battery staple"))


def test_whoever_leaves_the_question_keeps_nothing(person: Person) -> None:
    person.types = [None]
    assert not keeping.keep(KEY, VALUE)
    assert not store.path().exists()


def test_a_wrong_passphrase_is_one_sentence_and_three_are_enough(
    recovery: Secret, person: Person
) -> None:
    person.types = [{"word": "guess"}] * 4
    assert keeping.with_passphrase("open", lambda word: store.get(word, KEY)) is None
    assert len(person.asked) == asking.ATTEMPTS
    assert person.asked[1].wrong.count(".") == 2


def test_a_sheet_fits_on_a_page(recovery: Secret) -> None:
    page = sheet.lines(recovery)
    assert len(page) < 60
    assert all(len(line) < 100 + len(str(store.path())) for line in page)
