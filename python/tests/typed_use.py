"""How the package is used, for type checkers: what is wrong here must not pass."""

from datetime import timedelta
from pathlib import Path

import groq_mock


def sync() -> None:
    """Threads."""
    with groq_mock.start(scenario="rate-limited", seed=3, speed=60) as mock:
        statuses: list[int | None] = [entry["status"] for entry in mock.journal(status=429, limit=3)]
        result: groq_mock.Result = mock.verdict(strict=True)["result"]
        sentences: list[str] = [finding["sentence"] for finding in mock.verdict()["findings"]]
        mock.verify({"match": {"status": 429}}, count={"min": 2}, within="5s")
        mock.advance(60)
        mock.advance("60s")
        mock.advance(timedelta(minutes=1))
        mock.use({"about": "Down.", "rules": [{"error": 503}]})
        mock.use(Path("down.yaml"))
        mock.outcome(False, note="gave up")
        with mock.session("outage") as other:
            other.assert_pass()
        print(statuses, result, sentences, mock.env["GROQ_BASE_URL"])
    mock.use(3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    mock.verdict(strikt=True)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def asynchronous() -> None:
    """An event loop."""
    async with groq_mock.start_async("outage") as mock:
        entries: list[groq_mock.Entry] = await mock.journal()
        await mock.assert_pass()
        print(entries[0]["because"], mock.openai_base_url)
    async with groq_mock.connect_async("http://mock:4010", token="secret", session="worker-1") as shared:
        verdict: groq_mock.Verdict = await shared.verdict()
        print(verdict["reasons"])
