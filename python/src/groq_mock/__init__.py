"""groq-mock for tests in Python: a session for each test, the environment that leads there, its journal and its verdict."""

from ._async_mock import AsyncGroqMock, connect_async, start_async
from ._errors import GroqMockError, GroqMockUnavailable
from ._mock import GroqMock, connect, start
from ._types import Entry, Expectation, Finding, Result, Scenario, Verdict, Verification
from ._version import __version__

__all__ = [
    "AsyncGroqMock",
    "Entry",
    "Expectation",
    "Finding",
    "GroqMock",
    "GroqMockError",
    "GroqMockUnavailable",
    "Result",
    "Scenario",
    "Verdict",
    "Verification",
    "__version__",
    "connect",
    "connect_async",
    "start",
    "start_async",
]
