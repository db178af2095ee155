"""What each framework must show, as tests whose titles are claims."""

import unittest

from asking import Person

check = unittest.TestCase()

CITY = "Oslo"
# one framework sends what the API does not know
LENIENT = {"validation": "lenient"}
LENIENT_STATE = {"about": "All is well, unknown properties too.", "api": LENIENT}
CALLS_WEATHER = {
    "api": LENIENT,
    "about": "The tool is called once; whatever is asked next gets text.",
    "rules": [
        {
            "name": "call the tool",
            "times": 1,
            "complete": {"toolCalls": [{"name": "weather", "arguments": {"city": CITY}}]},
        }
    ],
}


def url_of(mock, framework, scenario, what):
    """A session of its own for each test, and its address."""
    session = f"{framework.name}-{scenario}-{what}".replace(" ", "-")
    return session, f"{mock.url}/scenario/{scenario}/session/{session}"


def statuses_of(error):
    """The statuses that an error and what it was raised from say."""
    seen = []
    while error is not None:
        seen.append(getattr(error, "status_code", None))
        error = error.__cause__ or error.__context__
    return seen


def healthy(framework):
    """A scenario in which the framework's requests are answered."""
    return "steady-state" if framework.refused_for is None else "lenient-state"


def is_refused(mock, framework):
    """The API takes none of its requests, and says why."""
    try:
        framework.chat(url_of(mock, framework, "steady-state", "refused")[1])
    except Exception as error:
        check.assertIn(400, statuses_of(error))
        check.assertIn(framework.refused_for, str(error))
    else:
        raise AssertionError("this should have been refused")


def answers(mock, framework, what, ask):
    """It has a text."""
    check.assertGreater(len(ask(url_of(mock, framework, healthy(framework), what)[1])), 10)


def calls_tool(mock, framework):
    """It hands over what the tool was called with."""
    check.assertEqual(framework.tool(url_of(mock, framework, "calls-weather", "tool")[1]), {"city": CITY})


def makes_person(mock, framework, way):
    """It has what was asked for as an object."""
    person = framework.structured[way](url_of(mock, framework, healthy(framework), way)[1])
    check.assertIsInstance(person, Person)


def meets(mock, framework, status, attempts, what, ask):
    """The application sees the status, after as many attempts as the framework makes, all of one call."""
    session, url = url_of(mock, framework, f"status-{status}", what)
    try:
        answer = ask(url)
    except Exception as error:
        check.assertIn(status, statuses_of(error), f"{type(error).__name__}: {error}")
    else:
        raise AssertionError(f"this should have failed, and answered {answer!r}")
    entries = mock.entries(session, attempts)
    check.assertEqual(
        [(entry["status"], entry["attempt"], entry["call"]) for entry in entries],
        [(status, i + 1, "call-1") for i in range(attempts)],
    )


def recovers(mock, framework):
    """Waiting as long as it is told brings the answer with the third attempt."""
    session, url = url_of(mock, framework, "rate-limited", "chat")
    check.assertGreater(len(framework.chat(url)), 10)
    check.assertEqual([entry["status"] for entry in mock.entries(session, 3)], [429, 429, 200])


def meets_cut(mock, framework):
    """A stream that ends without its end is an error, or passes for an answer that is whole: each framework as it does."""
    session, url = url_of(mock, framework, "stream-cut", "stream")
    try:
        framework.stream(url)
        noticed = False
    except Exception:
        noticed = True
    check.assertEqual(noticed, framework.notices_cut)
    for entry in mock.entries(session, 1):
        check.assertEqual((entry["status"], entry["stream"], entry["endedBy"]), (200, True, "fault"))


def proofs(mock, frameworks):
    """All tests of all frameworks; each uses a session of its own, so that they may run at once."""

    def test(title, function, *arguments):
        return unittest.FunctionTestCase(lambda: function(mock, *arguments), description=title)

    tests = []
    for framework in frameworks:
        name = framework.name
        ways = [("chat", framework.chat), ("stream", framework.stream)]
        for what, ask in ways:
            tests.append(test(f"{name} gets an answer ({what})", answers, framework, what, ask))
            for status, attempts in [(429, framework.attempts), (498, 1), (503, framework.attempts)]:
                title = f"{name} meets {status} after {attempts} ({what})"
                tests.append(test(title, meets, framework, status, attempts, what, ask))
        tests.append(test(f"{name} gets its tool called", calls_tool, framework))
        for way in framework.structured:
            tests.append(test(f"{name} makes an object of the answer ({way})", makes_person, framework, way))
        if framework.refused_for is not None:
            tests.append(test(f"{name} is refused by the API: {framework.refused_for}", is_refused, framework))
            continue
        if framework.attempts > 1:
            tests.append(test(f"{name} survives rate-limited", recovers, framework))
        tests.append(test(f"{name} {'notices' if framework.notices_cut else 'overlooks'} that a stream was cut", meets_cut, framework))
    return tests


def made_by(mock, makers):
    """Tests that an object comes of an answer."""

    def makes(name, ask):
        session = name.replace(" ", "-")
        check.assertIsInstance(ask(f"{mock.url}/session/{session}"), Person)

    return [
        unittest.FunctionTestCase(lambda name=name, ask=ask: makes(name, ask), description=f"{name} makes a person")
        for name, ask in makers.items()
    ]
