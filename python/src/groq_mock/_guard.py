"""Runs a server for as long as whoever asked for it is there, and then ends it with all that it started.

A program of its own, `python _guard.py ORDER`, so that nothing is left where a test run is killed: its standard input is a pipe
that ends with the process that holds the other end. It prints one line of JSON: the server's URL, or why there is none.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from typing import Any

POSIX = os.name == "posix"
READY = re.compile(r"listens on (https?://[^\s\",]+)")
#: Between the request to end and the end by force.
GRACE_SECONDS = 2.0
LOOK_SECONDS = 0.5
KEPT_LINES = 20
#: Windows: Ctrl-C is not passed on.
NEW_GROUP = 0x200


def tell(**what: object) -> None:
    """Says something to whoever asked; nobody may be there any more."""
    with contextlib.suppress(OSError, ValueError):
        print(json.dumps(what), flush=True)


def last_words(lines: Sequence[str]) -> str:
    """What a server said at last, as it is read by people."""
    for line in reversed(lines):
        try:
            said: Any = json.loads(line)
            text = str(said["msg"])
        except (ValueError, TypeError, KeyError):
            text = line
        if text.strip():
            return text.strip()
    return ""


class Guarded:
    """A server in a group of processes of its own."""

    def __init__(self, order: dict[str, Any]) -> None:
        self.order = order
        self.over = threading.Event()
        self.told = threading.Event()
        self.lines: deque[str] = deque(maxlen=KEPT_LINES)
        self.child: subprocess.Popen[bytes] = subprocess.Popen(
            order["command"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=POSIX,
            creationflags=0 if POSIX else NEW_GROUP,
        )

    def read(self) -> None:
        """Reads what it says until it ends: whoever does not read is waited for."""
        for raw in self.child.stdout or ():
            line = raw.decode("utf-8", "replace").rstrip()
            self.lines.append(line)
            found = None if self.told.is_set() else READY.search(line)
            if found:
                self.ready(found[1])
        self.child.wait()
        if not self.told.is_set():
            self.told.set()
            tell(problem="ended", code=self.child.returncode, said=last_words(list(self.lines)))
        self.over.set()

    def ready(self, url: str) -> None:
        """Says where it listens, as seen from here."""
        self.told.set()
        if self.order["address"]:
            asked = subprocess.run(self.order["address"], capture_output=True, text=True, check=False)
            port = re.search(r":(\d+)\s*$", asked.stdout.strip().partition("\n")[0])
            if port is None:
                tell(problem="no port", code=asked.returncode, said=asked.stderr.strip())
                self.over.set()
                return
            url = f"http://127.0.0.1:{port[1]}"
        tell(url=url)

    def late(self) -> None:
        """It is not ready in time."""
        if not self.told.is_set():
            self.told.set()
            tell(problem="late", code=None, said=last_words(list(self.lines)))
            self.over.set()

    def signal(self, number: int) -> None:
        """To all of its processes that are there."""
        with contextlib.suppress(OSError):
            os.killpg(self.child.pid, number)

    def end(self) -> None:
        """Asks all of it to end, and ends what has not done so in time."""
        if POSIX:
            self.signal(signal.SIGTERM)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.child.wait(GRACE_SECONDS)
            self.signal(signal.SIGKILL)
        else:
            subprocess.run(["taskkill", "/T", "/F", "/PID", str(self.child.pid)], capture_output=True, check=False)
        if self.order["after"]:
            subprocess.run(self.order["after"], capture_output=True, check=False)


def main() -> None:
    """Runs what was ordered until the standard input ends, or until it ends by itself."""
    parent = os.getppid()
    order = json.loads(sys.argv[1])
    try:
        guarded = Guarded(order)
    except OSError as error:
        tell(problem="no start", code=None, said=error.strerror or str(error))
        return

    def told_to_end(_number: int, _frame: object) -> None:
        guarded.over.set()

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), told_to_end)

    def until_left() -> None:
        while os.read(0, 4096):
            pass
        guarded.over.set()

    for work in (guarded.read, until_left):
        threading.Thread(target=work, daemon=True).start()
    timer = threading.Timer(order["seconds"], guarded.late)
    timer.daemon = True
    timer.start()
    # a process that was forked may hold the pipe open: the parent is looked for as well
    while not guarded.over.wait(LOOK_SECONDS) and (not POSIX or os.getppid() == parent):
        pass
    guarded.end()
    # threads may still wait for what does not come
    os._exit(0)


if __name__ == "__main__":
    main()
