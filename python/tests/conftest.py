"""What the tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from groq_mock import GroqMock


@pytest.fixture
def server_url(groq_mock: GroqMock) -> str:
    """The address of the server that this run has."""
    return groq_mock.env["GROQ_MOCK_CONTROL_URL"].removesuffix("/__mock")


@pytest.fixture
def inner(pytester: pytest.Pytester, server_url: str, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """A run of pytest within the test, on the same server."""
    monkeypatch.setenv("GROQ_MOCK_URL", server_url)
    monkeypatch.delenv("GROQ_MOCK_COMMAND", raising=False)
    return pytester


@pytest.fixture
def bare(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, and a PATH with nothing on it but what the test puts into its folder `bin`."""
    for name in [name for name in os.environ if name.startswith("GROQ_MOCK_")]:
        monkeypatch.delenv(name)
    programs = pytester.path / "bin"
    programs.mkdir()
    monkeypatch.setenv("PATH", str(programs))
    return programs
