"""What the plugin makes of tests that are wrong, and of verdicts that are not as wanted."""

from __future__ import annotations

import pytest


def run(inner: pytest.Pytester, text: str, *flags: str) -> pytest.RunResult:
    inner.makepyfile(f"import os, pytest\nfrom pathlib import Path\nfrom chatting import chat\n\n{text}")
    return inner.runpytest_inprocess("-q", "-p", "no:xdist", "-p", "no:cacheprovider", *flags)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("scenari='outage'", "it takes scenario, expect, seed and speed, and no scenari; did you mean scenario?"),
        ("port=4010", "it takes scenario, expect, seed and speed, and no port."),
        ("'outage'", "it takes scenario, expect, seed and speed by name, such as scenario='outage'."),
        ("expect='ok'", "its expect is 'ok'; expected 'pass', 'fail', 'inconclusive' or None."),
        ("expect=['pass']", "its expect is ['pass']; expected 'pass', 'fail', 'inconclusive' or None."),
        ("seed='3'", "its seed is '3'; expected a whole number from 0."),
        ("seed=True", "its seed is True; expected a whole number from 0."),
        ("speed=0", "its speed is 0; expected a number above 0."),
        ("scenario=3", "its scenario is 3; expected a name, a dict with the keys of a scenario, or a Path of a file."),
        ("scenario=''", "its scenario is ''; expected a name, a dict with the keys of a scenario, or a Path of a file."),
    ],
)
def test_a_wrong_marker_is_told_in_a_sentence(inner: pytest.Pytester, arguments: str, says: str) -> None:
    result = run(inner, f"@pytest.mark.groq_mock({arguments})\ndef test_it(groq_mock):\n    pass\n")
    result.assert_outcomes(errors=1)
    assert f"The marker groq_mock is wrong: {says}" in result.outlines


def test_a_wrong_scenario_is_told_by_the_server(inner: pytest.Pytester) -> None:
    inner.path.joinpath("down.yaml").write_text("about: Down.\nrules:\n  - { name: down, eror: 503 }\n")
    result = run(
        inner,
        """
@pytest.mark.groq_mock(scenario="outtage")
def test_name(): pass

@pytest.mark.groq_mock(scenario=Path("none.yaml"))
def test_none(): pass

@pytest.mark.groq_mock(scenario=Path("down.yaml"))
def test_file(): pass
""",
    )
    result.assert_outcomes(errors=3)
    result.stdout.fnmatch_lines(['*Did you mean "outage"*'])
    result.stdout.fnmatch_lines([f"*there is no file {inner.path}/none.yaml for its scenario."])
    result.stdout.fnmatch_lines([f"{inner.path}/down.yaml:3:*"])


def test_markers_of_module_class_and_test_are_one(inner: pytest.Pytester) -> None:
    inner.path.joinpath("down.yaml").write_text("about: Down.\nrules:\n  - { name: down, error: 503 }\n")
    run(
        inner,
        """
pytestmark = pytest.mark.groq_mock(scenario="status-502", expect="fail")

@pytest.mark.groq_mock(expect=None)
class TestThem:
    def test_class(self): assert chat(os.environ["GROQ_BASE_URL"]) == 502

    @pytest.mark.groq_mock(scenario=Path("down.yaml"))
    def test_nearest(self, groq_mock): assert chat(groq_mock.url) == 503

    @pytest.mark.parametrize("status", [
        pytest.param(status, marks=pytest.mark.groq_mock(scenario=f"status-{status}")) for status in (498, 500)
    ])
    def test_each(self, groq_mock, status): assert chat(groq_mock.url) == status
""",
    ).assert_outcomes(passed=4)


def test_a_verdict_that_is_not_the_one_expected_is_a_failure(inner: pytest.Pytester) -> None:
    result = run(
        inner,
        """
@pytest.mark.groq_mock(scenario="expired-key", expect="pass")
def test_pass(groq_mock):
    for _ in range(3): chat(groq_mock.url, call="greeting")

@pytest.mark.groq_mock(scenario="expired-key", expect="fail")
def test_fail(groq_mock):
    for _ in range(3): chat(groq_mock.url, call="greeting")

@pytest.mark.groq_mock(expect="fail")
def test_not_fail(groq_mock):
    chat(groq_mock.url)

@pytest.mark.groq_mock(expect="inconclusive")
def test_inconclusive(): pass

@pytest.mark.groq_mock(expect="pass")
def test_idle(): pass

@pytest.mark.groq_mock(scenario="expired-key")
def test_nobody_asks(groq_mock):
    for _ in range(3): chat(groq_mock.url, call="greeting")

@pytest.mark.xfail(strict=True)
@pytest.mark.groq_mock(expect="pass")
def test_known(): pass
""",
    )
    result.assert_outcomes(passed=3, failed=3, xfailed=1)
    result.stdout.fnmatch_lines(
        [
            "groq-mock judged FAIL, expected PASS (scenario expired-key, * in 3 requests)",
            "  expect neverRetry: *",
            "    To change: Send again only after *",
            "groq-mock judged PASS, expected FAIL (scenario steady-state, 1 call in 1 request)",
            "  nothing was found",
            "groq-mock judged INCONCLUSIVE, expected PASS (scenario steady-state, 0 calls in 0 requests)",
            "  No request came*",
        ]
    )
    assert "pytest_plugin.py" not in result.stdout.str()


def test_a_failure_of_the_test_itself_comes_first(inner: pytest.Pytester) -> None:
    result = run(
        inner,
        """
@pytest.mark.groq_mock(scenario="outage", expect="pass")
def test_it(groq_mock):
    chat(groq_mock.url, call="greeting")
    assert "own" == "failure"

@pytest.mark.groq_mock(expect="pass")
def test_skipped(): pytest.skip("not today")

@pytest.mark.groq_mock
def test_idle(): pytest.fail("by itself")
""",
    )
    result.assert_outcomes(failed=2, skipped=1)
    result.stdout.fnmatch_lines(
        [
            "*assert 'own' == 'failure'",
            "*groq-mock*",
            "greeting, attempt 1: 503 after 0 ms (*",
            "groq-mock judged *, expected PASS (scenario outage, 1 call in 1 request)",
            "*by itself",
            "*groq-mock*",
            "no request came",
        ]
    )


def test_testcases_have_markers_and_verdicts_too(inner: pytest.Pytester) -> None:
    result = run(
        inner,
        """
import unittest

@pytest.mark.groq_mock(scenario="outage")
class Cases(unittest.TestCase):
    def test_reached(self): self.assertEqual(chat(os.environ["GROQ_BASE_URL"]), 503)

    @pytest.mark.groq_mock(expect="pass")
    def test_idle(self): pass

    @pytest.mark.groq_mock(expect="pass")
    def test_own(self): self.fail("by itself")

    @pytest.fixture(autouse=True)
    def have(self, groq_mock): self.mock = groq_mock

    def test_mock(self): self.assertEqual(self.mock.journal(), [])
""",
    )
    result.assert_outcomes(passed=2, failed=2)
    result.stdout.fnmatch_lines(["*judged INCONCLUSIVE, expected PASS*"])
    result.stdout.fnmatch_lines(["E * AssertionError: by itself", "*Captured groq-mock call*", "no request came"])


def test_the_environment_is_as_it_was_afterwards(inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROQ_BASE_URL", "http://mine")
    monkeypatch.setenv("GROQ_API_BASE", "http://mine too")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    run(
        inner,
        """
seen = []

def test_within(groq_mock):
    assert os.environ["GROQ_BASE_URL"] == groq_mock.url and os.environ["OPENAI_BASE_URL"] == groq_mock.openai_base_url
    assert os.environ["OPENAI_API_KEY"].startswith("gsk_") and "GROQ_API_BASE" not in os.environ
    assert "127.0.0.1" in os.environ["NO_PROXY"].split(",")
    seen.append(groq_mock)

def test_after():
    assert os.environ["GROQ_BASE_URL"] == "http://mine" and os.environ["GROQ_API_BASE"] == "http://mine too"
    assert "OPENAI_API_KEY" not in os.environ
    # the session went with its test
    assert chat(seen[0].url) in (404, 410)
""",
    ).assert_outcomes(passed=2)


def test_a_server_that_can_not_be_reached_is_an_error(
    inner: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "def test_it(groq_mock): pass\n\ndef test_without(): pass\n"
    monkeypatch.setenv("GROQ_MOCK_URL", "http://127.0.0.1:1")
    result = run(inner, text)
    result.assert_outcomes(passed=1, errors=1)
    assert any(
        line.startswith("No groq-mock answers at http://127.0.0.1:1 (") and line.endswith("or correct GROQ_MOCK_URL.")
        for line in result.outlines
    )
    monkeypatch.setenv("GROQ_MOCK_URL", "mock:4010")
    result = run(inner, text)
    result.assert_outcomes(passed=1, errors=1)
    assert "GROQ_MOCK_URL is 'mock:4010'; expected one such as http://127.0.0.1:4010." in result.outlines


def test_where_nothing_starts_a_server_tests_are_skipped_and_say_why(
    pytester: pytest.Pytester, bare, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "def test_it(groq_mock): pass\n\ndef test_again(groq_mock): pass\n\ndef test_without(): pass\n"
    result = run(pytester, text, "-rs")
    result.assert_outcomes(passed=1, skipped=2)
    reasons = [line for line in result.outlines if "No groq-mock is here" in line]
    assert reasons
    for part in (
        f"no node_modules at or above {pytester.path} has groq-mock",
        "there is no groq-mock on PATH",
        "there is no npx",
        "there is neither docker nor podman",
        "set GROQ_MOCK_URL to the address of a server, or GROQ_MOCK_COMMAND to a command that starts one.",
    ):
        assert part in reasons[0]
    monkeypatch.setenv("GROQ_MOCK_REQUIRED", "1")
    result = run(pytester, text)
    result.assert_outcomes(passed=1, errors=2)


def test_the_marker_and_the_fixtures_are_documented(inner: pytest.Pytester) -> None:
    result = inner.runpytest_inprocess("--markers", "-p", "no:xdist")
    result.stdout.fnmatch_lines(["@pytest.mark.groq_mock(scenario=None, expect=None, seed=None, speed=None): *"])
    result = inner.runpytest_inprocess("--fixtures", "-p", "no:xdist")
    result.stdout.fnmatch_lines(["groq_mock_async -- *", "groq_mock -- *"])
