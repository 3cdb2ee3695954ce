"""For processes of the fault run: their clock goes wrong by as many seconds as the file FAULT_CLOCK says, as soon as it says so."""

import os
import threading
import time
from pathlib import Path

FILE = os.environ.get("FAULT_CLOCK", "")
LOOKED_AT_EVERY = 0.2


def follow() -> None:
    wrong_by, travel = 0.0, None
    while True:
        wanted = asked_for()
        if wanted != wrong_by:
            if travel:
                travel.stop()
            travel = time_machine.travel(time.time() + wanted, tick=True) if wanted else None
            if travel:
                travel.start()
                time.time()  # the travelled clock stands still until it is asked for the first time
            wrong_by = wanted
        time.sleep(LOOKED_AT_EVERY)


def asked_for() -> float:
    try:
        return float(Path(FILE).read_text() or 0)
    except (OSError, ValueError):
        return 0.0


def begin() -> None:
    threading.Thread(target=follow, daemon=True, name="fault clock").start()


if FILE:
    # Here and not in the thread: a process that is copied in the middle of an import waits for its end for ever.
    import time_machine

    begin()
    # A copy of a process has its memory, and none of its threads.
    os.register_at_fork(after_in_child=begin)
