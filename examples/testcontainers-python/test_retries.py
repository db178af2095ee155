import pytest
from groq import Groq, InternalServerError


def ask(base_url):
    return Groq(base_url=base_url, api_key="any", max_retries=2).chat.completions.create(
        model="openai/gpt-oss-20b", messages=[{"role": "user", "content": "Hello"}]
    )


def test_two_refusals_are_waited_for(groq_session):
    session = groq_session("rate-limited")
    assert len(ask(session.base_url).choices) == 1
    assert [entry["status"] for entry in session.journal()] == [429, 429, 200]
    verdict = session.verdict()
    assert verdict["result"] == "PASS", verdict["findings"]


def test_a_scenario_as_a_value(groq_session):
    session = groq_session({"about": "Down.", "rules": [{"error": 503}]})
    with pytest.raises(InternalServerError):
        ask(session.base_url)
    assert len(session.journal()) == 3
