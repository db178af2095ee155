"""A server: one that runs already, or one that is started for as long as this process is there."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import _guard
from ._engines import Engine, Search
from ._errors import GroqMockError, GroqMockUnavailable
from ._steps import greet, run
from ._wire import Control, read_url

#: A machine that is busy starts one in seconds; whoever waits so long waits for what does not come.
START_SECONDS = 60.0
END_SECONDS = 10.0


class Server:
    """A server and, where it was started here, the process that watches over it."""

    def __init__(self, control: Control, guard: subprocess.Popen[bytes] | None) -> None:
        self.control = control
        self._guard = guard

    def close(self) -> None:
        """Ends it if it was started here. Twice is once."""
        guard, self._guard = self._guard, None
        if guard is not None:
            _end(guard)


def _end(guard: subprocess.Popen[bytes]) -> None:
    for pipe in (guard.stdin, guard.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    try:
        guard.wait(END_SECONDS)
    except subprocess.TimeoutExpired:
        guard.kill()
        guard.wait()


def connected(url: str, token: str | None, variable: str | None = None) -> Server:
    """A server that runs already; `variable` is where its URL was given, if not in code."""
    named = variable or "The URL of the server"
    control = Control(read_url(url, named), token, f"start one there, or correct {variable or 'the URL'}")
    run(control, greet())
    return Server(control, None)


def _guarded(engine: Engine) -> tuple[subprocess.Popen[bytes], dict[str, Any]]:
    """Starts a server; what became of it."""
    order = {
        "command": engine.command,
        "seconds": START_SECONDS,
        "address": engine.address,
        "after": engine.after,
    }
    guard = subprocess.Popen(
        [sys.executable, "-I", "-S", str(_guard.__file__), json.dumps(order)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=engine.environ,
        start_new_session=_guard.POSIX,
        creationflags=0 if _guard.POSIX else _guard.NEW_GROUP,
    )
    try:
        assert guard.stdout is not None
        line = guard.stdout.readline()
        said: dict[str, Any] = json.loads(line) if line else {"problem": "ended", "code": guard.wait(), "said": ""}
    except BaseException:
        _end(guard)
        raise
    return guard, said


def why(engine: Engine, said: Mapping[str, Any]) -> str:
    """Why there is no server, from what its guard said."""
    problem, code, words = said["problem"], said["code"], str(said["said"]).rstrip(".")
    last = f": {words}" if words else ""
    if problem == "late":
        return f"{engine.words} did not say that it listens within {START_SECONDS:.0f} s{last}"
    if problem == "no start":
        return f"{engine.words} can't be started{last}"
    if problem == "no port":
        return f"{' '.join(engine.address or [])} does not tell the port of the container{last}"
    return f"{engine.words} ended with exit code {code} before it was ready{last}"


def _start(search: Search) -> Server:
    for engine in search.engines():
        guard, said = _guarded(engine)
        if "url" in said:
            control = Control(said["url"], engine.token, f"it was started here with {engine.words}, and has ended")
            try:
                run(control, greet())
            except BaseException:
                _end(guard)
                raise
            return Server(control, guard)
        _end(guard)
        if engine.certain:
            raise GroqMockError(f"No groq-mock could be started: {why(engine, said)}.")
        search.missed.append(f"{engine.words} finds none")
    raise GroqMockUnavailable(
        f"No groq-mock is here, and nothing that starts one ({', '.join(search.missed)}): set GROQ_MOCK_URL to the address "
        "of a server, or GROQ_MOCK_COMMAND to a command that starts one."
    )


def open_server(folder: Path, environ: Mapping[str, str] = os.environ) -> Server:
    """The server at GROQ_MOCK_URL, else one that is started: by GROQ_MOCK_COMMAND, or by what is found from a folder on."""
    url = environ.get("GROQ_MOCK_URL", "")
    if url:
        return connected(url, environ.get("GROQ_MOCK_CONTROL_TOKEN") or None, "GROQ_MOCK_URL")
    return _start(Search(environ, folder))
