"""No template hurts the desk: it is stopped, its line is told, and the next text is as ever."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from helpdesk_tui.rendering import TemplateProblem, process, render
from tests.support import linux_only

MEMORY = "2: This needed too much memory and was stopped."
TIME = "2: This took too long and was stopped."
LENGTH = "2: The text got too long and was stopped."
DEPTH = "This is nested too deeply, or never comes to an end."
GROWING = "{% set bomb = namespace(it=%s) %}{% for i in range(99) %}\n{% set bomb.it = "
BUSY = "{% for a in range(99999) %}\n{% for b in range(99999) %}{% endfor %}{% endfor %}"


@pytest.fixture(autouse=True)
def the_next_text_is_as_ever() -> Iterator[None]:
    yield
    assert render("{{ name }}", {"name": "Ana"}) == "Ana"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALL", 0.4)


def stopped(template: str, data: dict[str, list[int]] | None = None) -> str:
    """What is said of a template that must not come to its end, nor take long."""
    begun = time.monotonic()
    with pytest.raises(TemplateProblem) as raised:
        render(template, {"data": data or {"list": [1]}}, name="x.md")
    assert time.monotonic() - begun < 10
    return str(raised.value).removeprefix("x.md:").strip()


def growing(start: str, step: str) -> str:
    return GROWING.replace("%s", start) + step + " %}{% endfor %}\n{{ bomb.it }}"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("\n{{ 'x' * 10**9 }}", MEMORY),
        ("\n{{ 'x'|center(2000000000) }}", MEMORY),
        ("\n{{ '%999999999d' % 1 }}", MEMORY),
        ("\n{{ '{:>999999999}'.format('x') }}", MEMORY),
        ("\n{{ '{:{}}'.format('x', 999999999) }}", MEMORY),
        ("\n{{ range(99999)|list * 99999 }}", MEMORY),
        ("\n{{ (['x' * 1000000] * 1000)|join }}", MEMORY),
        (growing("'x'", "bomb.it ~ bomb.it"), MEMORY),
        (growing("[1]", "bomb.it + bomb.it"), MEMORY),
        ("\n{{ 'x' * 1000001 }}", LENGTH),
        ("{% for i in range(99999) %}\n{{ 'x' * 99 }}{% endfor %}", LENGTH),
        ("{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}", f"2: {DEPTH}"),
        ("{% for a in data['list'] recursive %}\n{{ loop([1]) }}{% endfor %}", f"2: {DEPTH}"),
        ("{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", DEPTH),
        ("{% for i in data %}" * 30 + "{% endfor %}" * 30, DEPTH),
        ("\n{{ range(10**9) }}", "2: This cannot be worked out (Range too big"),
        ("\n{{ 9**9999 }}", "2: This cannot be worked out (Exceeds the limit"),
    ],
    ids=lambda value: value[:40],
)
def test_a_bomb_goes_off_where_it_harms_nobody(template: str, said: str) -> None:
    assert stopped(template).startswith(said)


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize(
    "template",
    [
        BUSY,
        BUSY.replace("{% endfor %}", "{% set c %}x{% endset %}{% endfor %}"),
        "\n{{ ('a ' * 30000000)|wordcount }}",
        "\n{{ ('a ' * 9000000)|title }}",
        "\n{{ ('a' * 3000000)|wordwrap(1)|length }}",
        "\n{{ 99999999999 ** 999999999 }}",
        "\n{{ range(99999)|map('string')|map('center', 999)|sort|groupby('x')|list }}",
        growing("[1]", "[bomb.it, bomb.it]").replace("}\n{{ bomb.it }}", "}") + "{{ bomb.it }}",
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_what_goes_on_and_on_is_stopped_at_its_line(template: str) -> None:
    assert stopped(template) in (TIME, MEMORY)


@pytest.mark.usefixtures("impatient")
def test_what_python_cannot_interrupt_is_stopped_too() -> None:
    sharing = "{% set bomb = namespace(a=1, b=1) %}{% for i in range(40) %}"
    sharing += "{% set bomb.a = [bomb.a, bomb.a] %}{% set bomb.b = [bomb.b, bomb.b] %}{% endfor %}"
    assert stopped(sharing + "{{ bomb.a == bomb.b }}") == "This took too long and was stopped."


def test_processor_time_has_a_limit_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "WALL", 60)
    assert stopped(BUSY) == TIME


@pytest.mark.parametrize(
    ("attempt", "word"),
    [
        ("''.__class__.__mro__[1].__subclasses__()", "__class__"),
        ("''['__class__']", "__class__"),
        ("''|attr('__class__')", "__class__"),
        ("data|map(attribute='__class__')|list", "__class__"),
        ("'{0.__class__}'.format(data)", "__class__"),
        ("'{x.__init__}'.format_map({'x': data})", "__init__"),
        ("range.__globals__", "__globals__"),
        ("cycler.__init__.__globals__", "__init__"),
        ("self._TemplateReference__context", "_TemplateReference__context"),
        ("([1]|map('abs')).gi_frame", "gi_frame"),
        ("data.update({})", "update"),
        ("data['list'].append(2)", "append"),
        ("data['list'].sort()", "sort"),
    ],
)
def test_nothing_leads_out_of_the_template(attempt: str, word: str) -> None:
    assert stopped("\n{{ " + attempt + " }}") == f"2: A template may not use “{word}”."


def test_percent_signs_lead_nowhere() -> None:
    said = stopped("\n{{ '{0.__class__}'|format(data) }}")
    assert said.startswith("2: This cannot be worked out")
    assert "dict" not in said


@linux_only
def test_the_process_has_nothing_of_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HELPDESK_DB", "postgresql://desk:secret@server/desk")
    forget()
    place = Path(f"/proc/{kept()}")
    assert (place / "environ").read_bytes() == b""
    assert os.readlink(place / "cwd") == "/"
    assert sorted(os.listdir(place / "fd")) == ["0", "1", "2"]
    assert os.getsid(kept()) != os.getsid(0)
    limits = (place / "limits").read_text()
    for limit in ("Max open files", "Max file size", "Max core file size", "Max processes"):
        assert f"{limit:<25} 0 " in limits
    assert f"{'Max address space':<25} {256 << 20} " in limits


def test_a_process_that_is_killed_in_the_middle_is_told() -> None:
    killer = threading.Timer(0.5, os.kill, (kept(), signal.SIGKILL))
    killer.start()
    assert stopped(BUSY) == "The process that makes texts has ended; nothing else is harmed."
    killer.join()


def test_a_process_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    forget()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "executable", "/nowhere/python")
        assert "has ended" in stopped("x")
        patch.setattr(sys, "executable", "/bin/true")
        assert "has ended" in stopped("x")


@pytest.mark.usefixtures("impatient")
def test_a_process_that_stands_still_is_ended() -> None:
    os.kill(kept(), signal.SIGSTOP)
    assert stopped("x") == "This took too long and was stopped."


def test_a_process_that_has_left_is_not_asked_again() -> None:
    os.kill(kept(), signal.SIGALRM)  # what it does by itself when nobody asks for a while
    process._kept[0]._process.wait()
    assert render("as ever", {}) == "as ever"


def test_a_process_is_kept_only_while_all_is_well(monkeypatch: pytest.MonkeyPatch) -> None:
    first = kept()
    assert kept() == first
    stopped("{{ nobody }}")
    second = kept()
    assert second != first
    monkeypatch.setattr(process, "_NOT_TOUCHED", 0)
    assert kept() != second
    for gone in (first, second):
        with pytest.raises(ProcessLookupError):
            os.kill(gone, 0)


def test_threads_get_their_own_texts_even_beside_a_bomb() -> None:
    def text(number: int) -> str:
        if number % 10 == 0:
            return stopped("\n{{ 'x' * 10**9 }}")
        return render("{% for i in range(500) %}{{ n }},{% endfor %}", {"n": number})

    with ThreadPoolExecutor(6) as threads:
        texts = list(threads.map(text, range(40)))
    assert texts == [f"{n}," * 500 if n % 10 else MEMORY for n in range(40)]
    assert len(process._kept) <= 6


@linux_only
def test_the_process_goes_with_the_desk_even_when_that_is_killed() -> None:
    code = (
        "import os; from helpdesk_tui.rendering import process, render; render('', {});"
        " print(process._kept[0]._process.pid, flush=True); os.kill(os.getpid(), 9)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    for _ in range(100):
        if not is_there(int(run.stdout)):
            return
        time.sleep(0.02)
    pytest.fail("it is still there")


def is_there(pid: int) -> bool:
    """Whether it has not ended yet; one that nobody has buried has."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes() != b""
    except FileNotFoundError:
        return False


def kept() -> int:
    """The process that the next text will come from."""
    render("", {})
    return process._kept[0]._process.pid


def forget() -> None:
    while process._kept:
        process._kept.pop().end()
