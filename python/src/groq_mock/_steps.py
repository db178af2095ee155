"""What is asked of the control API, one step after the other, whoever sends it: threads or an event loop."""

from __future__ import annotations

import asyncio
import json
import os
import re
import time
import uuid
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeAlias, TypeVar, cast
from urllib.parse import quote, urlencode

from ._errors import GroqMockError
from ._types import Declared, Entry, NewSession, Scenario, SessionState, Verdict, Verification
from ._version import __version__
from ._wire import Answer, Control, Request, fields

T = TypeVar("T")


@dataclass(frozen=True)
class Pause:
    """Nothing is asked for so long."""

    seconds: float


#: Yields what is to be sent, is given what was answered (None after a pause), and returns what came of it.
Steps: TypeAlias = Generator[Request | Pause, Answer | None, T]

LOOK_SECONDS = 0.02
#: As long as a call of `verify` may wait, and then some.
LONGEST_SECONDS = 90.0
YAML = "application/yaml"
LINES = "application/x-ndjson"


def run(control: Control, steps: Steps[T]) -> T:
    """Takes all steps, and waits for each."""
    answer: Answer | None = None
    try:
        step = next(steps)
        while True:
            try:
                answer = None
                if isinstance(step, Pause):
                    time.sleep(step.seconds)
                else:
                    answer = control.send(step)
            except GroqMockError as error:
                step = steps.throw(error)
            else:
                step = steps.send(answer)
    except StopIteration as done:
        return cast(T, done.value)


async def run_async(control: Control, steps: Steps[T]) -> T:
    """The same on an event loop."""
    answer: Answer | None = None
    try:
        step = next(steps)
        while True:
            try:
                answer = None
                if isinstance(step, Pause):
                    await asyncio.sleep(step.seconds)
                else:
                    answer = await control.send_async(step)
            except GroqMockError as error:
                step = steps.throw(error)
            else:
                step = steps.send(answer)
    except StopIteration as done:
        return cast(T, done.value)


def _sent(request: Request) -> Steps[Answer]:
    answer = yield request
    assert answer is not None
    return answer


def _sentence_in(answer: Answer) -> str | None:
    try:
        body = json.loads(answer.text)
    except ValueError:
        return None
    error = fields(fields(body).get("error"))
    message = error.get("message")
    return message if isinstance(message, str) and error.get("type") == "control_error" else None


def _of_a_body(message: str) -> str:
    """What is wrong with a body that was written here: nobody has seen its lines, and lists of a program count from 0."""

    def said(line: re.Match[str]) -> str:
        return re.sub(r"\bsequence\[(\d+)\]", lambda found: f"sequence[{int(found[1]) - 1}]", line[1], count=1)

    return re.sub(r"^body:\d+:\d+: error: (.*)$", said, message, flags=re.MULTILINE)


def _refusal(answer: Answer) -> GroqMockError:
    sentence = _sentence_in(answer)
    if sentence is None:
        return answer.stranger()
    message = _of_a_body(sentence)
    if answer.status == 401:
        message += " In Python, give it with GROQ_MOCK_CONTROL_TOKEN or token=…."
    if answer.status == 404 and message.startswith("The control API has no "):
        message += f" Was the server at {answer.url} started with --no-control?"
    return GroqMockError(message, answer.status)


def _ask(
    method: str, path: str, body: object = None, *, accept: str | None = None, seconds: float | None = None, also: int = 0
) -> Steps[Answer]:
    request = Request(
        method,
        path,
        None if body is None else json.dumps(body),
        accept=accept or Request.accept,
        seconds=seconds or Request.seconds,
    )
    answer = yield from _sent(request)
    if answer.status < 400 or answer.status == also:
        return answer
    raise _refusal(answer)


def _line_of(version: str) -> tuple[int, int] | None:
    """The versions that fit each other: the same major, and before 1.0 the same minor."""
    found = re.match(r"(\d+)\.(\d+)", version)
    if found is None:
        return None
    major, minor = int(found[1]), int(found[2])
    return (major, minor if major == 0 else 0)


def greet() -> Steps[str]:
    """The version of the server, where it is one that this package can talk to."""
    answer = yield from _sent(Request("GET", "/health"))
    version = fields(answer.json()).get("version")
    if answer.status != 200 or not isinstance(version, str):
        raise answer.stranger()
    if _line_of(version) != _line_of(__version__):
        raise GroqMockError(
            f"The server at {answer.url} is groq-mock {version}, and this package is {__version__}: "
            f"install groq-mock {version} for Python, or start version {__version__} of the server."
        )
    return version


def of_session(session: str, path: str = "") -> str:
    """The path of what is asked of a session."""
    return f"/sessions/{quote(session, safe='')}{path}"


def _diagnostics_in(answer: Answer, file: str) -> list[str]:
    """What is wrong with a scenario that was put, with lines and columns of its file."""
    body = json.loads(answer.text)
    return [
        f"{file}:{found['line']}:{found['column']}: {found['message']}" + (f" {found['hint']}" if found.get("hint") else "")
        for found in body.get("diagnostics", [])
        if found.get("severity") == "error"
    ]


def _put(file: str) -> Steps[str]:
    """Gives the server the text of a file, under a name that nobody else has; what is wrong with it is told by line."""
    try:
        text = Path(file).read_text("utf-8")
    except (OSError, UnicodeError) as error:
        why = getattr(error, "strerror", None) or str(error)
        raise GroqMockError(f"The scenario {file} can't be read: {why}.") from None
    stem = re.sub(r"[^A-Za-z0-9_-]+", "-", Path(file).stem)[:60].strip("-") or "scenario"
    name = f"{stem}.{uuid.uuid4().hex[:8]}"
    answer = yield from _sent(Request("PUT", f"/scenarios/{name}", text, content_type=YAML))
    if answer.status < 400:
        return name
    wrong = _diagnostics_in(answer, file) if _sentence_in(answer) is None and answer.status == 400 else []
    if not wrong:
        raise _refusal(answer)
    raise GroqMockError("The scenario is wrong:\n" + "\n".join(wrong), answer.status)


def _named(scenario: Scenario) -> str | Mapping[str, Any]:
    """What stands in a control call for a scenario that is no file."""
    if isinstance(scenario, str) and re.search(r"\.ya?ml$|[/\\]", scenario):
        raise GroqMockError(f"The scenario is {scenario!r}, which is no name: for a file, write Path({scenario!r}).")
    if isinstance(scenario, str | Mapping):
        return scenario
    raise GroqMockError(
        f"The scenario is {scenario!r}; expected the name of a scenario, a dict with the keys of one, or a Path of a YAML file."
    )


def _with_scenario(method: str, path: str, scenario: Scenario | None, others: Mapping[str, object]) -> Steps[Answer]:
    """A control call that gives a session its scenario."""
    if scenario is None:
        return (yield from _ask(method, path, dict(others)))
    if not isinstance(scenario, os.PathLike):
        return (yield from _ask(method, path, {**others, "scenario": _named(scenario)}))
    name = yield from _put(os.fspath(scenario))
    # whoever runs it keeps it
    try:
        answer = yield from _ask(method, path, {**others, "scenario": name})
    except GroqMockError:
        yield from _sent(Request("DELETE", f"/scenarios/{name}"))
        raise
    yield from _sent(Request("DELETE", f"/scenarios/{name}"))
    return answer


def open_session(scenario: Scenario | None, seed: int | None, speed: float | None) -> Steps[NewSession]:
    """Makes a session of its own."""
    others = {name: value for name, value in (("seed", seed), ("speed", speed)) if value is not None}
    answer = yield from _with_scenario("POST", "/sessions", scenario, others)
    return cast(NewSession, answer.json())


def close_session(session: str) -> Steps[None]:
    """Takes a session away; one that is gone is gone."""
    try:
        yield from _ask("DELETE", of_session(session))
    except GroqMockError as error:
        if error.status not in (404, 410):
            raise


def state(session: str) -> Steps[SessionState]:
    """Where a session stands."""
    answer = yield from _ask("GET", of_session(session))
    return cast(SessionState, answer.json())


def _settled(session: str, seconds: float) -> Steps[None]:
    """Waits until no request is under way: an entry is written when its exchange is over, which is after the client has read."""
    while (yield from state(session)).get("underWay", 0) > 0 and seconds > 0:
        yield Pause(LOOK_SECONDS)
        seconds -= LOOK_SECONDS


def journal(session: str, settle: float, filters: Mapping[str, str | int]) -> Steps[list[Entry]]:
    """What happened, oldest first."""
    yield from _settled(session, settle)
    query = f"?{urlencode(filters)}" if filters else ""
    answer = yield from _ask("GET", of_session(session, f"/journal{query}"), accept=LINES)
    return [cast(Entry, json.loads(line)) for line in answer.text.splitlines() if line]


def verify(session: str, order: Mapping[str, Any]) -> Steps[Verification]:
    """Whether what should have happened did; AssertionError where not."""
    answer = yield from _ask("POST", of_session(session, "/verify"), order, seconds=LONGEST_SECONDS, also=409)
    body: dict[str, Any] = answer.json()
    if answer.status != 409:
        return cast(Verification, body)
    seen: list[Any] = body.get("seen", [])
    raise AssertionError("\n  ".join([str(body.get("message")), *map(str, seen)]))


def verdict(session: str, strict: bool, settle: float) -> Steps[Verdict]:
    """What the journal says about the client."""
    yield from _settled(session, settle)
    answer = yield from _ask("GET", of_session(session, f"/verdict{'?strict=true' if strict else ''}"))
    return cast(Verdict, answer.json())


def outcome(session: str, ok: bool, call: str | None, note: str | None) -> Steps[Declared]:
    """The application says how it ended."""
    said = {"ok": ok, "call": call, "note": note}
    body = {name: value for name, value in said.items() if value is not None}
    answer = yield from _ask("POST", of_session(session, "/outcome"), body)
    return cast(Declared, answer.json())


def reset(session: str) -> Steps[SessionState]:
    """Starts over."""
    answer = yield from _ask("POST", of_session(session, "/reset"))
    return cast(SessionState, answer.json())


def use(session: str, scenario: Scenario) -> Steps[SessionState]:
    """Starts over with another scenario."""
    answer = yield from _with_scenario("PUT", of_session(session, "/scenario"), scenario, {})
    return cast(SessionState, answer.json())


def advance(session: str, by: float | str | timedelta) -> Steps[SessionState]:
    """Jumps forward in session time."""
    if isinstance(by, timedelta):
        by = by.total_seconds()
    text = by if isinstance(by, str) else f"{round(by * 1000)}ms"
    answer = yield from _ask("POST", of_session(session, "/clock"), {"advance": text})
    return cast(SessionState, answer.json())
