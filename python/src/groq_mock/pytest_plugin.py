"""The pytest plugin: a session of groq-mock for each test, and its verdict as the test's."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from typing import TYPE_CHECKING

import pytest

# pytest loads this in every run, also in those that have nothing to do with it: the rest comes with the first test that asks
if TYPE_CHECKING:
    from ._async_mock import AsyncGroqMock
    from ._errors import GroqMockError
    from ._marker import Order
    from ._mock import GroqMock
    from ._server import Server

_SERVER: pytest.StashKey[Server | GroqMockError] = pytest.StashKey()
_JUDGED: pytest.StashKey[tuple[GroqMock, Order]] = pytest.StashKey()

_SIGNATURE = "groq_mock(scenario=None, expect=None, seed=None, speed=None)"


def pytest_configure(config: pytest.Config) -> None:
    """Makes the marker known."""
    config.addinivalue_line(
        "markers",
        f"{_SIGNATURE}: a session of groq-mock that runs this scenario (a name, a dict or a Path); expect is the verdict "
        "that the test wants: 'pass', 'fail' or 'inconclusive'.",
    )


def pytest_unconfigure(config: pytest.Config) -> None:
    """Ends the server that was started for this run."""
    from ._errors import GroqMockError

    server = config.stash.get(_SERVER, None)
    if server is not None and not isinstance(server, GroqMockError):
        del config.stash[_SERVER]
        server.close()


def _opened(config: pytest.Config) -> Server | GroqMockError:
    from ._errors import GroqMockError
    from ._server import open_server

    try:
        return open_server(config.rootpath)
    except GroqMockError as error:
        return error


def _server(config: pytest.Config) -> Server:
    """The server of this process; one that can't be had is looked for once."""
    from ._errors import GroqMockError, GroqMockUnavailable

    if _SERVER not in config.stash:
        config.stash[_SERVER] = _opened(config)
    server = config.stash[_SERVER]
    if not isinstance(server, GroqMockError):
        return server
    if isinstance(server, GroqMockUnavailable) and os.environ.get("GROQ_MOCK_REQUIRED", "0") in ("", "0", "false"):
        pytest.skip(str(server))
    raise server


def _order(node: pytest.Item) -> Order:
    from ._errors import GroqMockError
    from ._marker import MARKER, order_of

    markers = [(mark.args, mark.kwargs) for mark in node.iter_markers(MARKER)]
    try:
        return order_of(reversed(markers), node.path.parent)
    except GroqMockError as error:
        raise GroqMockError(f"The marker groq_mock is wrong: {error}") from None


def _made(node: pytest.Item) -> GroqMock:
    from ._errors import GroqMockError
    from ._mock import on_server

    try:
        order = _order(node)
        mock = on_server(_server(node.config), order.scenario, order.seed, order.speed, owns=False)
    except GroqMockError as error:
        wrong = str(error)
    else:
        node.stash[_JUDGED] = (mock, order)
        return mock
    # a sentence for whoever wrote the test; how it came about in here tells nothing
    pytest.fail(wrong, pytrace=False)


@pytest.fixture
def groq_mock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[GroqMock]:
    """A session of groq-mock of its own; the environment leads GROQ_* and OPENAI_* clients there until the test is over."""
    from ._facts import LEADS_ELSEWHERE

    mock = _made(request.node)
    for name in LEADS_ELSEWHERE:
        monkeypatch.delenv(name, raising=False)
    for name, value in mock.env.items():
        monkeypatch.setenv(name, value)
    yield mock
    mock.close()


@pytest.fixture
def groq_mock_async(groq_mock: GroqMock) -> AsyncGroqMock:
    """The session of `groq_mock`, for tests that run on an event loop."""
    return groq_mock.as_async()


@pytest.fixture(autouse=True)
def _groq_mock_marked(request: pytest.FixtureRequest) -> None:
    """A test with the marker has a session, also where it does not ask for the fixture."""
    if request.node.get_closest_marker("groq_mock") is not None:
        request.getfixturevalue("groq_mock")


def _show(item: pytest.Item, mock: GroqMock, order: Order) -> None:
    """Says beside the failure of a test what it had asked, and what the verdict was."""
    from ._errors import GroqMockError
    from ._words import attempts, unmet

    try:
        entries = mock.journal(settle=0)
        said = [attempts(entries)] if entries else ["no request came"]
        missed = None if order.expect is None else unmet(mock.verdict(settle=0), order.expect)
    except GroqMockError as error:
        said, missed = [str(error)], None
    item.add_report_section("call", "groq-mock", "\n".join([*said, *([missed] if missed else [])]))


def _judge(mock: GroqMock, order: Order) -> None:
    from ._errors import GroqMockError
    from ._words import unmet

    if order.expect is None:
        return
    try:
        missed = unmet(mock.verdict(), order.expect)
    except GroqMockError as error:
        missed = str(error)
    if missed is not None:
        pytest.fail(missed, pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, None, None]:
    """The verdict is a part of the test; a failure of its own comes first."""
    judged = item.stash.get(_JUDGED, None)
    if judged is None:
        return (yield)
    try:
        yield
    except (Exception, pytest.fail.Exception):
        _show(item, *judged)
        raise
    # a TestCase keeps what went wrong to itself
    if getattr(item, "_excinfo", None):
        _show(item, *judged)
    else:
        _judge(*judged)
    return None
