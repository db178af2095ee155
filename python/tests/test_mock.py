"""What a session can be asked."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import groq_mock as package
import pytest
from chatting import chat
from groq_mock import GroqMock, GroqMockError, _steps
from groq_mock._wire import Answer, Exchange, Request

DOWN = {"about": "Down.", "rules": [{"name": "down", "error": 503}]}


def test_it_starts_over_with_another_scenario(groq_mock: GroqMock) -> None:
    assert chat(groq_mock.url) == 200
    assert groq_mock.use("outage")["scenario"] == "outage"
    assert chat(groq_mock.url) == 503
    assert groq_mock.use(DOWN)["scenario"] == "inline"
    assert chat(groq_mock.url) == 503
    groq_mock.reset()
    assert groq_mock.journal() == []


def test_session_time_jumps(groq_mock: GroqMock) -> None:
    groq_mock.use({"about": "Later.", "rules": [{"name": "later", "during": "100s..200s", "error": 503}]})
    assert chat(groq_mock.url) == 200
    groq_mock.advance(60.5)
    groq_mock.advance("30s")
    assert chat(groq_mock.url) == 200
    groq_mock.advance(timedelta(seconds=20))
    assert chat(groq_mock.url) == 503


def test_the_journal_is_filtered_by_the_server(groq_mock: GroqMock) -> None:
    groq_mock.use({"about": "First.", "rules": [{"name": "first", "times": 1, "error": 429}]})
    assert [chat(groq_mock.url, "One"), chat(groq_mock.url, "Two")] == [429, 200]
    assert [entry["rule"] for entry in groq_mock.journal(status=429)] == ["first"]
    assert [entry["status"] for entry in groq_mock.journal(endpoint="chat.completions", limit=1)] == [429]
    with pytest.raises(GroqMockError, match='Did you mean "status"'):
        groq_mock.journal(statsu=429)


def test_verify_waits_and_tells_what_came_nearest(groq_mock: GroqMock) -> None:
    chat(groq_mock.url)
    assert groq_mock.verify(match={"status": 200})["count"] == 1
    assert groq_mock.verify({"match": {"status": 200}}, count=1, within="1s")["ok"]
    with pytest.raises(AssertionError, match=r"0 of 1 entries match; expected exactly 2\.\n  req_.*but not "):
        groq_mock.verify(match={"status": 429}, count=2)
    with pytest.raises(GroqMockError, match="cuont"):
        groq_mock.verify(cuont=2)


def test_what_is_verified_goes_to_the_server_as_it_is(groq_mock: GroqMock, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str | None] = []
    send = type(groq_mock.usable().control).send

    def noted(control, request):
        sent.append(request.body)
        return send(control, request)

    monkeypatch.setattr("groq_mock._wire.Control.send", noted)
    with pytest.raises((GroqMockError, AssertionError)):
        groq_mock.verify(tomorrow=[{"status": 429}, {"waited": ">=1s"}])
    assert sent == ['{"tomorrow": [{"status": 429}, {"waited": ">=1s"}]}']


def test_a_verdict_fails_with_the_sentences_of_its_findings(groq_mock: GroqMock) -> None:
    groq_mock.use("expired-key")
    for _ in range(3):
        assert chat(groq_mock.url, call="greeting") == 401
    with pytest.raises(AssertionError) as caught:
        groq_mock.assert_pass()
    verdict = groq_mock.verdict()
    failed = [finding for finding in verdict["findings"] if finding["severity"] == "FAIL"]
    assert verdict["result"] == "FAIL" and verdict["reasons"]
    for reason in verdict["reasons"]:
        assert reason in str(caught.value)
    for finding in failed:
        assert f"To change: {finding['change']}" in str(caught.value)


def test_an_idle_session_is_inconclusive(groq_mock: GroqMock) -> None:
    with pytest.raises(AssertionError, match="judged INCONCLUSIVE, expected PASS.*\n  No request came"):
        groq_mock.assert_pass()


def test_an_outcome_is_declared(groq_mock: GroqMock) -> None:
    chat(groq_mock.url)
    assert groq_mock.outcome(False, note="gave up") == {"call": None, "ok": False, "note": "gave up"}
    call = groq_mock.journal()[0]["call"]
    assert groq_mock.outcome(True, call=call)["call"] == call
    with pytest.raises(GroqMockError, match='has no call "call-9"'):
        groq_mock.outcome(True, call="call-9")


def test_a_scenario_from_a_file(groq_mock: GroqMock, tmp_path: Path) -> None:
    file = tmp_path / "my scenario.yaml"
    file.write_text("about: Down, then up.\nrules:\n  - { name: once, times: 1, error: 503 }\nexpect:\n  attempts: { max: 1 }\n")
    with groq_mock.session(file) as mock:
        assert [chat(mock.url), chat(mock.url)] == [503, 200]
        with pytest.raises(AssertionError, match=r"my-scenario\.yaml"):
            mock.assert_pass()
    file.write_text("about: Wrong.\nrules:\n  - { name: once, eror: 503 }\n")
    with pytest.raises(GroqMockError) as caught:
        groq_mock.session(file)
    assert str(caught.value).startswith(f"The scenario is wrong:\n{file}:3:") and "error" in str(caught.value)
    with pytest.raises(GroqMockError, match="can't be read: No such file"):
        groq_mock.session(tmp_path / "none.yaml")
    # what was put for it is in nobody's way
    assert "my-scenario" not in groq_mock.usable().control.send(Request("GET", "/scenarios")).text


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        ("rate-limted", 'Did you mean "rate-limited"'),
        ("mine.yaml", r"write Path\('mine.yaml'\)"),
        ({"rules": [{"eror": 503}]}, "The scenario is wrong"),
        (3, "expected the name of a scenario"),
    ],
)
def test_a_wrong_scenario_is_told(groq_mock: GroqMock, scenario, says: str) -> None:
    with pytest.raises(GroqMockError, match=says):
        groq_mock.use(scenario)
    assert chat(groq_mock.url) == 200


def test_seed_and_speed_reach_the_server(groq_mock: GroqMock) -> None:
    half = {"about": "Half.", "rules": [{"name": "half", "share": "50%", "error": 503}]}

    def seen(seed: int) -> list[int]:
        with groq_mock.session(half, seed=seed) as mock:
            return [chat(mock.url, f"Number {i}") for i in range(16)]

    assert seen(5) == seen(5) != seen(6)
    for speed in (-1, 10_000_000):
        with pytest.raises(GroqMockError, match="speed"):
            groq_mock.session(speed=speed)


def test_closed_twice_is_closed_once_and_used_after_it_is_told(groq_mock: GroqMock) -> None:
    mock = groq_mock.session()
    other = mock.as_async()
    mock.close()
    mock.close()
    with pytest.raises(GroqMockError, match=r"is closed: use it before close\(\)"):
        mock.journal()
    with pytest.raises(GroqMockError, match="is closed"):
        asyncio.run(other.journal())
    assert repr(mock).endswith("(closed)>")


def test_a_session_that_others_use(groq_mock: GroqMock, server_url: str) -> None:
    name = f"shared-{groq_mock.session_id[:8]}-{id(groq_mock)}"
    with package.connect(server_url, session=name) as mock:
        with pytest.raises(GroqMockError, match="A session begins with its first API request"):
            mock.journal()
        assert chat(f"{server_url}/session/{name}") == 200
        assert [entry["status"] for entry in mock.journal()] == [200]
    # it was nobody's to take away
    with package.connect(server_url, session=name) as again:
        assert len(again.journal()) == 1
    with pytest.raises(GroqMockError, match="has its scenario"):
        package.connect(server_url, session=name, scenario="outage")


def test_everything_on_an_event_loop(groq_mock: GroqMock, server_url: str) -> None:
    async def all_of_it() -> None:
        async with package.connect_async(server_url, scenario="rate-limited", seed=1, speed=2) as mock:
            assert [await asyncio.to_thread(chat, mock.url, call="greeting") for _ in range(3)] == [429, 429, 200]
            assert [entry["status"] for entry in await mock.journal(status=429)] == [429, 429]
            await mock.verify(match={"status": 200}, within="5s")
            assert (await mock.outcome(True))["ok"]
            assert (await mock.verdict())["scenario"] == "rate-limited"
            with pytest.raises(AssertionError, match="groq-mock judged"):
                await mock.assert_pass()
            await mock.use("outage")
            await mock.advance("5s")
            await mock.reset()
            async with await mock.session(DOWN) as other:
                assert other.url != mock.url
                assert await asyncio.to_thread(chat, other.url) == 503
            assert repr(mock).startswith("<AsyncGroqMock http://")
            assert mock.env["GROQ_MOCK_SESSION"] == mock.session_id and mock.openai_base_url.endswith("/openai/v1")

    asyncio.run(all_of_it())


def test_whoever_waits_on_an_event_loop_can_be_cancelled(groq_mock: GroqMock, monkeypatch: pytest.MonkeyPatch) -> None:
    ends: list[str] = []
    run = Exchange.run

    def noted(exchange: Exchange) -> Answer:
        try:
            answer = run(exchange)
        except GroqMockError:
            ends.append("broken off")
            raise
        ends.append(answer.request.method)
        return answer

    async def cancelled() -> None:
        waiting = asyncio.create_task(groq_mock.as_async().verify(match={"status": 429}, within="60s"))
        await groq_mock.as_async().journal()
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting

    monkeypatch.setattr(Exchange, "run", noted)
    # the loop waits for its threads when it is closed
    asyncio.run(cancelled())
    assert ends == ["GET", "GET", "broken off"]


def test_what_is_under_way_is_waited_for(groq_mock: GroqMock) -> None:
    groq_mock.use({"about": "Slow.", "rules": [{"name": "slow", "delay": "2s"}]})
    with ThreadPoolExecutor() as pool:
        for ask in (lambda: len(groq_mock.journal(settle=60)), lambda: groq_mock.verdict(settle=60)["counts"]["entries"]):
            groq_mock.reset()
            asked = pool.submit(chat, groq_mock.url)
            while _steps.run(groq_mock.usable().control, _steps.state(groq_mock.session_id))["underWay"] == 0:
                assert not asked.done(), "it was answered before anybody looked"
            assert groq_mock.journal(settle=0) == []
            assert ask() == 1
            assert asked.result() == 200
