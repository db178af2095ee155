"""The SDKs and LangChain reach the session by their environment alone, with threads and on an event loop."""

from __future__ import annotations

import asyncio

import groq
import openai
import pytest
from groq_mock import AsyncGroqMock, GroqMock
from langchain_groq import ChatGroq

MODEL = "openai/gpt-oss-20b"
ASKED = {"model": MODEL, "messages": [{"role": "user", "content": "Hello"}]}


def statuses(mock: GroqMock) -> list[int | None]:
    return [entry["status"] for entry in mock.journal()]


@pytest.mark.parametrize("make", [groq.Groq, openai.OpenAI], ids=["groq", "openai"])
@pytest.mark.groq_mock(scenario="rate-limited", expect="pass")
def test_an_sdk_waits_and_has_its_answer(groq_mock: GroqMock, make) -> None:
    with make() as client:
        assert client.chat.completions.create(**ASKED).choices[0].message.content
    assert statuses(groq_mock) == [429, 429, 200]
    assert [entry["call"] for entry in groq_mock.journal()] == ["call-1"] * 3


@pytest.mark.parametrize("make", [groq.Groq, openai.OpenAI], ids=["groq", "openai"])
def test_an_sdk_reads_a_stream(groq_mock: GroqMock, make) -> None:
    with make() as client:
        chunks = list(client.chat.completions.create(**ASKED, stream=True))
    assert chunks[-1].choices == [] or chunks[-1].choices[0].finish_reason == "stop"
    assert [entry["stream"] for entry in groq_mock.journal()] == [True]


@pytest.mark.parametrize("make", [groq.AsyncGroq, openai.AsyncOpenAI], ids=["groq", "openai"])
@pytest.mark.groq_mock(scenario="over-capacity", expect="pass")
def test_an_sdk_on_an_event_loop(groq_mock_async: AsyncGroqMock, make) -> None:
    async def ask() -> None:
        async with make() as client:
            assert (await client.chat.completions.create(**ASKED)).choices[0].message.content
        assert [entry["status"] for entry in await groq_mock_async.journal()] == [503, 503, 200]
        await groq_mock_async.assert_pass()

    asyncio.run(ask())


@pytest.mark.groq_mock(scenario="rate-limited", expect="pass")
def test_langchain_waits_and_has_its_answer(groq_mock: GroqMock) -> None:
    assert ChatGroq(model=MODEL).invoke("Hello").content
    assert statuses(groq_mock) == [429, 429, 200]


def test_langchain_on_an_event_loop(groq_mock_async: AsyncGroqMock) -> None:
    async def ask() -> None:
        chat = ChatGroq(model=MODEL)
        assert (await chat.ainvoke("Hello")).content
        assert "".join([str(chunk.content) async for chunk in chat.astream("Hello again")])
        assert [entry["status"] for entry in await groq_mock_async.journal()] == [200, 200]

    asyncio.run(ask())


def test_what_would_lead_elsewhere_is_taken_out(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("GROQ_API_BASE", "GROQ_BASE_URL", "OPENAI_BASE_URL", "OPENAI_PROXY", "GROQ_PROXY", "HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1/elsewhere")
    mock: GroqMock = request.getfixturevalue("groq_mock")
    assert ChatGroq(model=MODEL).invoke("Hello").content
    with groq.Groq() as client:
        client.chat.completions.create(**ASKED)
    with openai.OpenAI() as other:
        other.chat.completions.create(**ASKED)
    assert statuses(mock) == [200, 200, 200]


@pytest.mark.groq_mock(scenario="rate-limited")
@pytest.mark.parametrize("turn", range(4))
def test_sessions_never_see_each_other(groq_mock: GroqMock, turn: int) -> None:
    with groq.Groq(max_retries=0) as client, pytest.raises(groq.RateLimitError):
        client.chat.completions.create(**ASKED)
    assert [entry["attempt"] for entry in groq_mock.journal()] == [1]
