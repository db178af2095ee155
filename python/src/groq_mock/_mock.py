"""A session of groq-mock, for code that waits."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from . import _steps
from ._errors import GroqMockError
from ._facts import Facts, facts_of, facts_of_named
from ._server import Server, connected, open_server
from ._steps import Steps, T
from ._types import Declared, Entry, Scenario, SessionState, Verdict, Verification
from ._words import unmet

if TYPE_CHECKING:
    from ._async_mock import AsyncGroqMock

#: An entry is there some milliseconds after its answer was read; so long is waited for one that is still under way.
SETTLE_SECONDS = 1.0


class GroqMock:
    """One isolated session of a server: its scenario, its journal, its verdict. Made by `start`, `connect` or `session`."""

    def __init__(self, facts: Facts, *, server: Server | None = None, owned: bool = True) -> None:
        self._facts = facts
        self._server = server
        self._owned = owned
        self._closed = False

    @property
    def url(self) -> str:
        """The base URL for `groq`: without `/openai/v1`."""
        return self._facts.url

    @property
    def openai_base_url(self) -> str:
        """The base URL for OpenAI SDKs: with `/openai/v1`."""
        return self._facts.openai_base_url

    @property
    def session_id(self) -> str:
        """The id of the session, for the control API and `groq-mock verdict --session`."""
        return self._facts.session_id

    @property
    def env(self) -> dict[str, str]:
        """The variables with which a client talks to this session, with dummies for keys."""
        return self._facts.env()

    def journal(self, *, settle: float = SETTLE_SECONDS, **filters: str | int) -> list[Entry]:
        """What happened, oldest first.

        `filters` are those of the control API: status, endpoint, call, rule, outcome, attempt, endedBy, model, since, limit.
        Requests that are under way are waited for, at most `settle` seconds.
        """
        return self._run(_steps.journal(self.session_id, settle, filters))

    def verify(self, order: dict[str, Any] | None = None, /, **more: Any) -> Verification:
        """Looks for entries, and waits for them with `within`; AssertionError with the nearest where they are not there.

        What is looked for is written as for the control API: `verify(match={"status": 429}, count=2, within="5s")`.
        """
        return self._run(_steps.verify(self.session_id, {**(order or {}), **more}))

    def verdict(self, *, strict: bool = False, settle: float = SETTLE_SECONDS) -> Verdict:
        """What the journal says about the client. `strict` fails on a WARN too."""
        return self._run(_steps.verdict(self.session_id, strict, settle))

    def assert_pass(self, *, strict: bool = False) -> None:
        """AssertionError with the sentences of the findings where the verdict is not PASS."""
        said = unmet(self.verdict(strict=strict), "PASS")
        if said is not None:
            raise AssertionError(said)

    def outcome(self, ok: bool, *, call: str | None = None, note: str | None = None) -> Declared:
        """Says how the application ended, or one call of it: what a verdict can't see by itself."""
        return self._run(_steps.outcome(self.session_id, ok, call, note))

    def reset(self) -> SessionState:
        """Starts over: counters, limits, clock and journal."""
        return self._run(_steps.reset(self.session_id))

    def use(self, scenario: Scenario) -> SessionState:
        """Starts over with another scenario; the journal stays."""
        return self._run(_steps.use(self.session_id, scenario))

    def advance(self, by: float | str | timedelta) -> SessionState:
        """Jumps forward in session time: by seconds, by a text such as `"1m30s"` or by a timedelta."""
        return self._run(_steps.advance(self.session_id, by))

    def session(
        self, scenario: Scenario | None = None, *, seed: int | None = None, speed: float | None = None
    ) -> GroqMock:
        """Another session of the same server."""
        made = self._run(_steps.open_session(scenario, seed, speed))
        return GroqMock(facts_of(self._facts.control, made))

    def as_async(self) -> AsyncGroqMock:
        """The same session for asyncio. Whoever closes one has closed both."""
        from ._async_mock import AsyncGroqMock

        return AsyncGroqMock(self)

    def close(self) -> None:
        """Takes the session away, and ends a server that was started for it. Twice is once."""
        if self._closed:
            return
        try:
            if self._owned:
                self._run(_steps.close_session(self.session_id))
        finally:
            self._closed = True
            if self._server is not None:
                self._server.close()

    def __enter__(self) -> GroqMock:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<GroqMock {self.url}{' (closed)' if self._closed else ''}>"

    def usable(self) -> Facts:
        """What it is known by; GroqMockError where it was closed."""
        if self._closed:
            raise GroqMockError(f"The mock at {self.url} is closed: use it before close(), or within its with block.")
        return self._facts

    def _run(self, steps: Steps[T]) -> T:
        return _steps.run(self.usable().control, steps)


def on_server(server: Server, scenario: Scenario | None, seed: int | None, speed: float | None, *, owns: bool) -> GroqMock:
    """A new session of a server; with `owns`, the server ends with it."""
    try:
        made = _steps.run(server.control, _steps.open_session(scenario, seed, speed))
    except BaseException:
        if owns:
            server.close()
        raise
    return GroqMock(facts_of(server.control, made), server=server if owns else None)


def start(scenario: Scenario | None = None, *, seed: int | None = None, speed: float | None = None) -> GroqMock:
    """A session of the server at GROQ_MOCK_URL or, where that is not set, of one that is started for it.

    A server that is started ends with `close()`, with the `with` block, and with this process, however it ends.
    """
    return on_server(open_server(Path.cwd()), scenario, seed, speed, owns=True)


def connect(
    url: str,
    *,
    token: str | None = None,
    session: str | None = None,
    scenario: Scenario | None = None,
    seed: int | None = None,
    speed: float | None = None,
) -> GroqMock:
    """A session of a server that runs already. With `session`, the one of that name, which others may use too.

    The token of its control API is `token`, else GROQ_MOCK_CONTROL_TOKEN.
    """
    server = connected(url, token or os.environ.get("GROQ_MOCK_CONTROL_TOKEN") or None)
    if session is None:
        return on_server(server, scenario, seed, speed, owns=False)
    if scenario is not None or seed is not None or speed is not None:
        raise GroqMockError(
            f"The session {session!r} has its scenario, seed and speed already: leave them out, or leave out session=…."
        )
    return GroqMock(facts_of_named(server.control, session), owned=False)
