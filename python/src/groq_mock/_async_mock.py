"""A session of groq-mock, for asyncio."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from . import _steps
from ._facts import facts_of
from ._mock import SETTLE_SECONDS, GroqMock, connect, start
from ._steps import Steps, T
from ._types import Declared, Entry, Scenario, SessionState, Verdict, Verification
from ._words import unmet


class AsyncGroqMock:
    """The same as `GroqMock`; what asks the server is awaited."""

    def __init__(self, mock: GroqMock) -> None:
        self._mock = mock

    @property
    def url(self) -> str:
        """The base URL for `groq`: without `/openai/v1`."""
        return self._mock.url

    @property
    def openai_base_url(self) -> str:
        """The base URL for OpenAI SDKs: with `/openai/v1`."""
        return self._mock.openai_base_url

    @property
    def session_id(self) -> str:
        """The id of the session, for the control API and `groq-mock verdict --session`."""
        return self._mock.session_id

    @property
    def env(self) -> dict[str, str]:
        """The variables with which a client talks to this session, with dummies for keys."""
        return self._mock.env

    async def journal(self, *, settle: float = SETTLE_SECONDS, **filters: str | int) -> list[Entry]:
        """What happened, oldest first: see `GroqMock.journal`."""
        return await self._run(_steps.journal(self.session_id, settle, filters))

    async def verify(self, order: dict[str, Any] | None = None, /, **more: Any) -> Verification:
        """Looks for entries, and waits for them with `within`: see `GroqMock.verify`."""
        return await self._run(_steps.verify(self.session_id, {**(order or {}), **more}))

    async def verdict(self, *, strict: bool = False, settle: float = SETTLE_SECONDS) -> Verdict:
        """What the journal says about the client. `strict` fails on a WARN too."""
        return await self._run(_steps.verdict(self.session_id, strict, settle))

    async def assert_pass(self, *, strict: bool = False) -> None:
        """AssertionError with the sentences of the findings where the verdict is not PASS."""
        said = unmet(await self.verdict(strict=strict), "PASS")
        if said is not None:
            raise AssertionError(said)

    async def outcome(self, ok: bool, *, call: str | None = None, note: str | None = None) -> Declared:
        """Says how the application ended, or one call of it."""
        return await self._run(_steps.outcome(self.session_id, ok, call, note))

    async def reset(self) -> SessionState:
        """Starts over: counters, limits, clock and journal."""
        return await self._run(_steps.reset(self.session_id))

    async def use(self, scenario: Scenario) -> SessionState:
        """Starts over with another scenario; the journal stays."""
        return await self._run(_steps.use(self.session_id, scenario))

    async def advance(self, by: float | str | timedelta) -> SessionState:
        """Jumps forward in session time: by seconds, by a text such as `"1m30s"` or by a timedelta."""
        return await self._run(_steps.advance(self.session_id, by))

    async def session(
        self, scenario: Scenario | None = None, *, seed: int | None = None, speed: float | None = None
    ) -> AsyncGroqMock:
        """Another session of the same server."""
        made = await self._run(_steps.open_session(scenario, seed, speed))
        return AsyncGroqMock(GroqMock(facts_of(self._mock.usable().control, made)))

    async def close(self) -> None:
        """Takes the session away, and ends a server that was started for it. Twice is once."""
        await asyncio.to_thread(self._mock.close)

    async def __aenter__(self) -> AsyncGroqMock:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"<Async{repr(self._mock)[1:]}"

    async def _run(self, steps: Steps[T]) -> T:
        return await _steps.run_async(self._mock.usable().control, steps)


@asynccontextmanager
async def start_async(
    scenario: Scenario | None = None, *, seed: int | None = None, speed: float | None = None
) -> AsyncGenerator[AsyncGroqMock, None]:
    """`start` for `async with`."""
    mock = await asyncio.to_thread(start, scenario, seed=seed, speed=speed)
    async with mock.as_async() as opened:
        yield opened


@asynccontextmanager
async def connect_async(
    url: str,
    *,
    token: str | None = None,
    session: str | None = None,
    scenario: Scenario | None = None,
    seed: int | None = None,
    speed: float | None = None,
) -> AsyncGenerator[AsyncGroqMock, None]:
    """`connect` for `async with`."""
    mock = await asyncio.to_thread(
        connect, url, token=token, session=session, scenario=scenario, seed=seed, speed=speed
    )
    async with mock.as_async() as opened:
        yield opened
