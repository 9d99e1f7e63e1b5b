"""`helpdesk secret`: keeps passwords, and says where each comes from without ever showing it."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from helpdesk_tui.cli import Context, database_place, place
from helpdesk_tui.cli.saying import say
from helpdesk_tui.i18n import N_, _
from helpdesk_tui.secrets import asking, chain, keeping, ring, store
from helpdesk_tui.secrets.asking import Blank, Question
from helpdesk_tui.secrets.secret import Secret
from helpdesk_tui.storage.address import Server

HELP = N_("""\
Keep passwords, and say where each comes from. No command shows one.

KEY is what the password is for, such as postgresql://user@host/name; left out, it is the server of
this desk.
""")


@click.group(help=HELP)
def secret() -> None:
    pass


@secret.command(help=N_("Keep a password: in the keyring, or else in the desk's own store."))
@click.argument("key", required=False)
@click.option("--store", "only_store", is_flag=True, help=N_("Use the desk's own store at once."))
@click.pass_context
def set(ctx: click.Context, key: str | None, only_store: bool) -> None:
    key = _key(ctx, key)
    word = _typed(ctx, key)
    if not only_store:
        answer = ring.put(key, word)
        if not answer.trouble:
            say(_("Kept in the keyring ({name}).").format(name=answer.name))
            return
        if answer.trouble != "absent":
            say(f"{answer}.", err=True)
    try:
        kept = keeping.keep(key, word)
    except keeping.Trouble as trouble:
        _end(ctx, str(trouble))
    if not kept:
        _end(ctx, _("The password is not kept."))
    say(_("Kept in {path}.").format(path=store.path()))


@secret.command(help=N_("Say where a password is looked for, and who has it."))
@click.argument("key", required=False)
@click.pass_context
def where(ctx: click.Context, key: str | None) -> None:
    key = _key(ctx, key)
    say(key)
    found = False
    for step in chain.where(key):
        sign = "+" if step.has and not found else "x" if step.trouble else " "
        found = found or step.has
        say(f"{sign} {step.place}: {step.said}")
    if not found:
        say(_("Nobody has it: you are asked when it is needed."))


@secret.command(help=N_("Remove a password from the keyring and from the desk's own store."))
@click.argument("key", required=False)
@click.pass_context
def forget(ctx: click.Context, key: str | None) -> None:
    key = _key(ctx, key)
    answer = ring.forget(key)
    removed = answer.value is not None
    unsure = answer.trouble in ("locked", "slow", "failed")
    if answer.trouble not in ("", "absent"):
        say(_("{reason}: what it has stays there.").format(reason=answer), err=True)
    try:
        if key in keeping.names():
            title = _("Forget the password for {key}").format(key=key)
            if keeping.with_passphrase(title, lambda word: _forgotten(word, key)) is None:
                _end(ctx, _("It stays in {path}.").format(path=store.path()))
            removed = True
    except keeping.Trouble as trouble:
        _end(ctx, str(trouble))
    if unsure:
        ctx.exit(2)
    say(_("Forgotten.") if removed else _("There was none to forget."))


@secret.command("list", help=N_("List what the desk's own store keeps a password for."))
@click.pass_context
def list_(ctx: click.Context) -> None:
    try:
        for name in keeping.names():
            say(name)
    except keeping.Trouble as trouble:
        _end(ctx, str(trouble))


@secret.command(help=N_("Set another passphrase for the desk's own store, by the recovery sheet."))
@click.pass_context
def recover(ctx: click.Context) -> None:
    if not store.path().exists():
        _end(ctx, _("There is no {path}.").format(path=store.path()))
    try:
        done = keeping.recover()
    except keeping.Trouble as trouble:
        _end(ctx, str(trouble))
    if not done:
        _end(ctx, _("The passphrase is as it was."))
    say(_("The new passphrase holds; the sheet stays good."))


def _key(ctx: click.Context, named: str | None) -> str:
    """The key that a person means: an address of a server in any of its forms, or another key."""
    context: Context = ctx.obj
    where = database_place(context) if named is None else place(named) if "://" in named else named
    if isinstance(where, Server) and where.key:
        return where.key
    if isinstance(where, str):
        return where
    raise click.UsageError(_("Say what the password is for: postgresql://user@host/name."))


def _typed(ctx: click.Context, key: str) -> Secret:
    """The password, typed twice, or the first line of what is piped in: never an argument."""
    if not sys.stdin.isatty():
        word = Secret(sys.stdin.readline().rstrip("\r\n"))
        return word if word != Secret("") else _end(ctx, _("The password is not kept."))
    title = _("The password for {name}").format(name=key)
    blanks = [Blank("word", _("password")), Blank("again", _("once more"))]
    wrong = ""
    while answers := asking.ask(Question(title, blanks, (), wrong)):
        if answers["word"] == answers["again"]:
            return answers["word"]
        wrong = _("The two were not the same.")
    return _end(ctx, _("The password is not kept."))


def _forgotten(passphrase: Secret, key: str) -> bool:
    store.forget(passphrase, key)
    return True


def _end(ctx: click.Context, said: str) -> NoReturn:
    say(said, err=True)
    ctx.exit(2)
