"""What each Python client must show, as tests whose titles are claims."""

import re
import subprocess
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor

from pathlib import Path

from clients import Asked, AsyncClient
from surface import SURFACE

ROOT = Path(__file__).parents[3]
PAGES = ["README.md", "docs/choosing.md"]
TIMER_SLACK_MS = 10
LARGE_PROMPTS = 24
LANES = 4

# status: the class of the error and the attempts made; both SDKs have the same
STATUSES = {
    400: ("BadRequestError", 1),
    401: ("AuthenticationError", 1),
    403: ("PermissionDeniedError", 1),
    404: ("NotFoundError", 1),
    413: ("APIStatusError", 1),
    422: ("UnprocessableEntityError", 1),
    424: ("APIStatusError", 1),
    429: ("RateLimitError", 3),
    498: ("APIStatusError", 1),
    499: ("APIStatusError", 1),
    500: ("InternalServerError", 3),
    502: ("InternalServerError", 3),
    503: ("InternalServerError", 3),
}

check = unittest.TestCase()


def failure_of(ask, mock, asked):
    """The class and status of what a request fails with."""
    try:
        answer = ask(mock, asked)
    except Exception as error:
        return type(error).__name__, getattr(error, "status_code", None)
    raise AssertionError(f"this should have failed, and answered {answer}")


def check_attempts(entries, statuses):
    """Every attempt is numbered, counted by the SDK, and of one call."""
    check.assertEqual(
        [(entry["status"], entry["attempt"], entry["retryCount"], entry["call"]) for entry in entries],
        [(status, i + 1, i, "call-1") for i, status in enumerate(statuses)],
    )


def check_waits(entries, least_ms):
    """No wait between two attempts was shorter than its least."""
    waits = [later["offsetMs"] - earlier["offsetMs"] for earlier, later in zip(entries, entries[1:])]
    check.assertEqual(len(waits), len(least_ms))
    for wait, least in zip(waits, least_ms):
        check.assertGreaterEqual(wait, least - TIMER_SLACK_MS)


def answers(mock, client, way, ask):
    """An answer is whole: it has a text, and it says that it stopped of itself."""
    session = f"py-{client.name}-{way}"
    answer = ask(mock, Asked("status-200", session))
    check.assertGreater(len(answer.text), 10)
    check.assertEqual(answer.finish, "stop")
    entries = mock.entries(session, 1)
    check.assertEqual(
        [(entry["status"], entry["stream"], entry["endedBy"]) for entry in entries],
        [(200, way == "streamed", "server")],
    )


def meets(mock, client, status):
    """A documented error has its status and its own class, after as many attempts as the SDK makes."""
    name, made = STATUSES[status]
    session = f"py-{client.name}-{status}"
    check.assertEqual(failure_of(client.whole, mock, Asked(f"status-{status}", session)), (name, status))
    entries = mock.entries(session, made)
    check_attempts(entries, [status] * made)
    if status == 503:
        check_waits(entries, [375, 750])


def sees_413(mock, client):
    """A prompt that is refused while it is still being sent is a 413, never a broken pipe."""
    session = f"py-{client.name}-large"
    asked = Asked("payload-too-large", session, "x" * 1_000_000)
    with ThreadPoolExecutor(LANES) as lanes:
        seen = list(lanes.map(lambda _: failure_of(client.whole, mock, asked), range(LARGE_PROMPTS)))
    check.assertEqual(seen, [("APIStatusError", 413)] * LARGE_PROMPTS)
    entries = mock.entries(session, LARGE_PROMPTS)
    check.assertEqual([entry["status"] for entry in entries], [413] * LARGE_PROMPTS)


def waits(mock, client):
    """Waiting as long as retry-after says brings the answer with the third attempt."""
    session = f"py-{client.name}-waits"
    check.assertGreater(len(client.whole(mock, Asked("rate-limited", session)).text), 10)
    entries = mock.entries(session, 3)
    check_attempts(entries, [429, 429, 200])
    check_waits(entries, [1000, 1000])


def keeps_calls_apart(mock, client):
    """Calls that fail at the same time in one session are told apart, and each has its own attempts."""
    session = f"py-{client.name}-calls"
    prompts = ["One", "Two", "Three"]
    with ThreadPoolExecutor(len(prompts)) as lanes:
        list(lanes.map(lambda prompt: client.whole(mock, Asked("over-capacity", session, prompt)), prompts))
    seen = {}
    for entry in mock.entries(session, 9):
        prompt = next(prompt for prompt in prompts if f'"{prompt}"' in entry["kept"]["body"])
        seen.setdefault(entry["call"], []).append((prompt, entry["attempt"], entry["status"]))
    check.assertCountEqual(
        seen.values(),
        [[(prompt, i + 1, status) for i, status in enumerate([503, 503, 200])] for prompt in prompts],
    )


def serves(mock, client, proof):
    """One part of the API does what it is documented to do."""
    with client.sdk(mock, Asked("status-200", f"py-{client.name}-{proof.__name__}")) as sdk:
        proof(sdk)


def knows_every_status(mock):
    """The table above has every documented error."""
    names = [scenario["name"] for scenario in mock.control("/scenarios")["scenarios"]]
    check.assertEqual(sorted(STATUSES), sorted(int(name[7:]) for name in names if re.match(r"status-[45]\d\d$", name)))


def page_is_true(mock, page):
    """The sample of a page, run as it stands there, prints what the page says."""
    text = (ROOT / page).read_text()
    sample, printed = re.search(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, re.DOTALL).groups()
    usual = "http://127.0.0.1:4010"
    check.assertIn(usual, sample)
    run = subprocess.run(
        [sys.executable, "-c", sample.replace(usual, mock.url)], capture_output=True, text=True, timeout=60
    )
    check.assertEqual((run.stdout, run.returncode), (printed, 0), run.stderr)


def proofs(mock, clients):
    """All tests of all clients; each uses sessions of its own, so that they may run at once."""

    def test(title, function, *arguments):
        return unittest.FunctionTestCase(lambda: function(mock, *arguments), description=title)

    tests = [test("the Python clients are asked about every documented error", knows_every_status)]
    for page in PAGES:
        tests.append(test(f"the sample for Python in {page} prints what it says", page_is_true, page))
    for client in clients:
        name = f"Python's {client.name}"
        tests += [
            test(f"{name} gets an answer whole", answers, client, "whole", client.whole),
            test(f"{name} gets an answer streamed to its end", answers, client, "streamed", client.streamed),
            test(f"{name} sees a 413 each time when it sends {LARGE_PROMPTS} prompts of 1 MB", sees_413, client),
            test(f"{name} survives rate-limited by waiting what retry-after says", waits, client),
            test(f"{name} makes three calls of three attempts at once, kept apart", keeps_calls_apart, client),
        ]
        if not isinstance(client, AsyncClient):
            for proof in SURFACE:
                tests.append(test(f"{name}: {proof.__doc__[0].lower()}{proof.__doc__[1:-1]}", serves, client, proof))
        for status, (error, made) in STATUSES.items():
            count = "one attempt" if made == 1 else f"{made} attempts of one call"
            tests.append(test(f"{name} meets {status} as {error} after {count}", meets, client, status))
    return tests
