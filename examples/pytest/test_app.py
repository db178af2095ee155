"""Each test says in its marker what the API does to it, and which verdict it wants."""

from pathlib import Path

import pytest
from app import SORRY, summary


def test_an_answer_is_passed_on(groq_mock):
    assert summary("It rains.") != SORRY
    assert [entry["status"] for entry in groq_mock.journal()] == [200]


@pytest.mark.groq_mock(scenario="rate-limited", expect="pass")
def test_a_rate_limit_is_waited_for():
    assert summary("It rains.") != SORRY


@pytest.mark.groq_mock(scenario="expired-key", expect="pass")
def test_a_refused_key_is_not_tried_again(groq_mock):
    assert summary("It rains.") == SORRY
    groq_mock.verify(match={"status": 401}, count=1)


@pytest.mark.groq_mock(scenario=Path("monday.yaml"), expect="pass")
def test_a_scenario_of_our_own():
    assert summary("It rains.") != SORRY


@pytest.mark.groq_mock(scenario={"about": "Cut.", "rules": [{"name": "cut", "fault": "reset"}]})
def test_a_broken_connection_is_no_crash(groq_mock):
    assert summary("It rains.") == SORRY
    assert len(groq_mock.journal()) == 3
