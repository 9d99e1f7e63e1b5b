"""Texts that somebody may send so that a terminal, a markup, a shell or a spreadsheet obeys them.

Every one that has a control sequence has one that the desk itself never writes, so that it would be
known in the bytes that leave it.
"""

from __future__ import annotations

import re

ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"

PAYLOADS: dict[str, str] = {
    # what steers a terminal
    "colours": f"{ESC}[5;7;41;97mred{ESC}[29m",
    "clear": f"{ESC}[3J{ESC}[2J gone",
    "cursor": f"{ESC}[99;99H{ESC}[77A away",
    "scroll region": f"{ESC}[5;6r{ESC}M up",
    "insert lines": f"{ESC}[31L{ESC}[32@ push",
    "reset": f"{ESC}c all new",
    "soft reset": f"{ESC}[!p soft",
    "alternate screen": f"{ESC}[?47h other",
    "mouse on": f"{ESC}[?1001h{ESC}[?1016h mouse",
    "keypad": f"{ESC}={ESC}> keypad",
    "character set": f"{ESC}(0{ESC})0 qqqq",
    "shift out": "\x0e qqqq \x0f",
    "window title": f"{ESC}]0;OWNED{BEL} title",
    "window title, ST": f"{ESC}]2;OWNED{ST} title",
    "icon title": f"{ESC}]1;OWNED{BEL} icon",
    "title stack": f"{ESC}[22;0t{ESC}[23;0t stack",
    "title report": f"{ESC}[21t echo",
    "resize": f"{ESC}[8;5;5t small",
    "clipboard": f"{ESC}]52;c;T1dORUQ={BEL} clip",
    "clipboard, ask": f"{ESC}]52;c;?{BEL} clip",
    "link": f"{ESC}]8;;https://evil.example{ST}here{ESC}]8;;{ST}",
    "link, id": f"{ESC}]8;id=1;file:///etc/passwd{BEL}here{ESC}]8;;{BEL}",
    "working folder": f"{ESC}]7;file://evil/{BEL} cwd",
    "notification": f"{ESC}]9;OWNED{BEL}{ESC}]777;notify;a;b{BEL} ping",
    "palette": f"{ESC}]4;1;?{BEL}{ESC}]104{BEL} palette",
    "iTerm file": f"{ESC}]1337;File=inline=1:QUJD{BEL} file",
    "iTerm, Kitty answer": f"{ESC}]99;i=1;x{ST} kitty",
    "status report": f"{ESC}[5n{ESC}[6n{ESC}[?6n report",
    "device attributes": f"{ESC}[0c{ESC}[>0c{ESC}Z who",
    "DECRQSS": f'{ESC}P$q"p{ST} ask',
    "DCS": f"{ESC}P1;1|17/ab{ST} keys",
    "sixel": f"{ESC}Pq#0;2;0;0;0#0~~{ST} image",
    "termcap": f"{ESC}P+q544e{ST} cap",
    "APC": f"{ESC}_Gi=1,a=q;AAAA{ST} graphics",
    "PM": f"{ESC}^private{ST} message",
    "SOS": f"{ESC}Xstring{ST} sos",
    "tmux": f"{ESC}Ptmux;{ESC}{ESC}]0;OWNED{BEL}{ST} tmux",
    "screen title": f"{ESC}kOWNED{ST} screen",
    "unfinished": f"end {ESC}[",
    "unfinished OSC": f"end {ESC}]0;OWNED",
    "C1 CSI": "\x9b31;5mred \x9b2J",
    "C1 OSC": "\x9d0;OWNED\x9c title",
    "C1 DCS": "\x90$qm\x9c \x9eprivate\x9c \x9fapc\x9c",
    "C1 rest": "\x84\x85\x8d\x8e\x8f next",
    "C1 as bytes": b"\xc2\x9b2J \xe2\x80\xae".decode() + " bytes",
    "bell": f"ring {BEL}{BEL}",
    "backspace": "safe\x08\x08\x08\x08evil",
    "carriage return": "safe\revil",
    "line feeds": "one\n\n\ntwo",
    "vertical, form feed": "one\x0btwo\x0cthree",
    "tabs": "a\tb\t\tc",
    "NUL": "nul\x00 and on",
    "DEL": "del\x7f and on",
    "separators": "fs\x1c gs\x1d rs\x1e us\x1f",
    "XON, XOFF": "stop\x13 go\x11 eof\x04 sub\x1a",
    # what turns round, hides, or swamps
    "override": "\u202egnp.exe\u202c",
    "isolates": "\u2066a\u2067b\u2068c\u2069d",
    "embeddings": "\u202ba\u202ab\u202cc",
    "marks": "a\u200eb\u200fc\u061cd",
    "never closed": "\u202e\u202e\u202e\u2067 end",
    "zero width": "ad\u200bm\u200ci\u200dn\u2060x\ufeff",
    "tag characters": "flag \U000e0068\U000e0069\U000e007f end",
    "variation selectors": "a\ufe0eb\ufe0f c\U000e0100d",
    "soft hyphen": "pass\u00adword \u115f\u3164\uffa0 end",
    "combining flood": "Z" + "\u0301\u0322\u20dd" * 300 + "algo",
    "line separators": "one\u2028two\u2029three",
    "noncharacters": "\ufffe\uffff\ufff9a\ufffab\ufffb end",
    "private use": "\ue000\U000f0000 end",
    "long": "x" * 1_000_000,
    "long word of wide": "漢" * 30_000,
    "one long joined": "👩\u200d" * 3_000 + "end",
    "emoji family": "👨\u200d👩\u200d👧\u200d👦 🏳\ufe0f\u200d🌈 👍🏽 🇪🇸",
    "RTL name": "שלום עולם مرحبا",
    "mathematical": "𝓱𝓮𝓵𝓹 ｗｉｄｅ ﷽",
    # what means something in a grammar
    "crash of markup": "[/] [/b] [",
    "markup": "[bold red]hot[/bold red] [JIRA-12]",
    "action": "[@click=app.quit_desk]click[/] [@click='app.bell']x[/]",
    "markup link": '[link="https://evil.example"]here[/link] [$primary]x[/]',
    "markup, escaped": "\\[b]x\\[/b] \\\\[/]",
    "emoji code": ":skull: :warning:",
    "Markdown": "[a](javascript:alert(1)) ![b](http://evil/x.png) `c` # d",
    "HTML": "<script>alert(1)</script><img src=x onerror=y>&lt;",
    "formula": '=HYPERLINK("http://evil","x")',
    "formula, plus": "+1+cmd|' /C calc'!A0",
    "formula, at": "@SUM(1+1)*cmd",
    "formula, minus": "-2+3+cmd",
    "formula, full width": "＝1＋1",
    "format": "{0.__class__} {name} {} {{",
    "format, percent": "%s %n %(x)s %99999d %%",
    "Jinja": "{{ 7*7 }}{% for x in y %}{{ ''.__class__ }}",
    "SQL": "'; DROP TABLE ticket; -- \" OR 1=1",
    "shell": "$(touch owned) `id` ; rm -rf / | &",
    "path": "../../../../etc/passwd",
    "path, absolute": "/dev/stdin ~root file:///x",
    "option": "--help -rf",
    "TOML": '"""\nx = 1\n[y]',
    "JSON": '{"a": null}\\u001b[2J',
    "search": '"un NEAR/2 * AND OR NOT ^',
    "header": "Subject\r\nBcc: evil@evil.example",
    "encoded word": "=?utf-8?q?=1B]0=3BOWNED=07?=",
    "null words": "null None NaN undefined",
}

SURROGATE = "half \ud83d a pair \udc9b"
"""Can be in what is read, and in no database."""

_STRIPPED = re.compile(r"[^!-~\u2400-\u2408\u240b-\u2421⟪⟫◌�…]")  # lines and tabs: either way


def seen_of(text: str) -> str:
    """A text as far as every terminal shows it in the same way: ASCII and our signs."""
    return _STRIPPED.sub("", text)
