import asyncio, sys, io
from tests.screens.conftest import *
from tests.screens.test_ticket_screen import at_ticket
from helpdesk_tui.tickets import actions
async def test_dbg(stocked, luis):
    async def spy():
        await asyncio.sleep(16)
        for t in asyncio.all_tasks():
            b=io.StringIO(); t.print_stack(file=b); s=b.getvalue()
            print(t.get_name(), s[-900:], file=sys.stderr)
        import os; os._exit(3)
    asyncio.create_task(spy())
    async with seated(stocked) as seat:
        await seat.has_in_hand(1)
        actions.add_note(luis, [row(1)], "\n".join(f"line {n} of many" for n in range(100)))
        await at_ticket(seat, 1)
        first = seat.picture
        await seat.press("G")
        print(seat.picture[:1500], file=sys.stderr)
        await seat.press("g"); await seat.pause(0.3)
        print(seat.picture == first, file=sys.stderr)
        a,b=seat.picture.splitlines(), first.splitlines()
        print([ (x,y) for x,y in zip(a,b) if x!=y], file=sys.stderr)
        print("leaving", file=sys.stderr)
    print("left", file=sys.stderr)
