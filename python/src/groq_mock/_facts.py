"""What a mock is known by: the same for threads and for an event loop."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ._types import NewSession
from ._wire import Control

#: Looks like a key, so that SDKs take it, and opens nothing.
DUMMY_KEY = "gsk_groq-mock-python-not-a-real-key"
LOCAL = ("127.0.0.1", "localhost", "::1")
#: Variables that would lead a client past the mock, whatever the others say: they are taken out for a test.
LEADS_ELSEWHERE = ("GROQ_API_BASE", "GROQ_PROXY", "OPENAI_PROXY")


def _direct(hosts: str, own: str) -> str:
    """A list of hosts that no proxy is asked for, with these in it."""
    return ",".join(dict.fromkeys([*filter(None, hosts.split(",")), *LOCAL, own]))


@dataclass(frozen=True)
class Facts:
    """One session of one server."""

    control: Control
    session_id: str
    #: For groq: without `/openai/v1`.
    url: str
    #: For OpenAI SDKs.
    openai_base_url: str

    def env(self, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
        """The variables with which a client talks to this session. Keys are dummies: a test can't spend money."""
        proxies = environ.get("NO_PROXY", "")
        own = urlsplit(self.url).hostname or ""
        return {
            "GROQ_BASE_URL": self.url,
            "GROQ_API_KEY": DUMMY_KEY,
            "OPENAI_BASE_URL": self.openai_base_url,
            "OPENAI_API_BASE": self.openai_base_url,
            "OPENAI_API_KEY": DUMMY_KEY,
            "GROQ_MOCK_SESSION": self.session_id,
            "GROQ_MOCK_CONTROL_URL": f"{self.control.url}/__mock",
            "NO_PROXY": _direct(proxies, own),
            "no_proxy": _direct(environ.get("no_proxy", proxies), own),
        }


def facts_of(control: Control, made: NewSession) -> Facts:
    """Those of a session that was just made."""
    return Facts(control, made["id"], made["baseUrl"], made["openaiBaseUrl"])


def facts_of_named(control: Control, session: str) -> Facts:
    """Those of a session that begins with its first request."""
    url = f"{control.url}/session/{session}"
    return Facts(control, session, url, f"{url}/openai/v1")
