"""Which commands write. Whoever only reads is told so by their keys, before anything is asked.

What is not named here the model refuses all the same, when it comes to writing.
"""

from __future__ import annotations

WRITES = {
    *("terms.edit", "terms.price", "terms.bought", "terms.retire"),
    *("ticket.new", "ticket.call", "ticket.take", "ticket.assign", "ticket.reply", "ticket.note"),
    *("ticket.status", "ticket.priority", "ticket.label", "ticket.wait", "ticket.resolve"),
    *("ticket.bad_news", "ticket.close", "ticket.reopen", "ticket.edit", "ticket.editor"),
    *("ticket.macro", "ticket.merge", "ticket.split", "ticket.approval"),
    *("ticket.delete", "ticket.same", "queue.views", "desk.import"),
    *("time.toggle", "time.switch", "time.back", "time.free", "time.by_hand"),
    *("day.open", "day.new", "day.move", "day.split", "day.join", "day.again", "day.settle"),
    *("day.retire", "clients.new", "clients.contact", "clients.asset", "clients.move"),
    *("clients.retire", "rules.new", "rules.edit", "rules.save", "rules.editor", "rules.sink"),
    *("rules.rise", "rules.drop", "talks.new", "talk.edit", "talk.tick", "talk.add", "talk.next"),
    *("talk.previous", "talk.jump", "talk.clear", "talk.leave_out", "talk.put_away"),
    *("talk.adjourn", "talk.case", "cue.said", "cue.clear", "cue.pause", "cue.next"),
    *("cue.words", "cue.jump", "handover.write", "monday.give", "monday.give_all"),
    *("monday.take_back", "sheet.entry", "sheet.paragraph", "sheet.give", "sheet.query"),
    *("sheet.revise", "sheet.let_go", "sheet.take_back", "figures.draft"),
}
