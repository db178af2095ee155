"""What Python's clients must show through TLS: httpx over HTTP/2, and the SDKs with nothing but what the mock printed."""

import asyncio
import re
import unittest
from dataclasses import dataclass
from typing import Any

import groq
import h2.exceptions
import httpx
import openai

from clients import Asked, AsyncClient, Client
from mock import LONGEST_SECONDS
from proofs import answers, check, meets

CHAT = "/openai/v1/chat/completions"
MODELS = "/openai/v1/models"
BODY = {"model": "openai/gpt-oss-20b", "messages": [{"role": "user", "content": "Hello"}]}
STREAMS = 100
PER_DAY = 60


@dataclass(frozen=True)
class Fault:
    """A fault, what httpx shows of it, and whether the next request goes over the same connection."""

    rule: dict
    seen: str
    stays: bool
    ended_by: str = "fault"
    stream: bool = False


RESET = r"RemoteProtocolError: <StreamReset .*error_code:.*2"

# docs/faults.md says in words what each is; after a timeout, and for a body that is short, httpx leaves the connection
FAULTS = {
    "reset": Fault({"fault": "reset"}, f"^nothing, {RESET}", True),
    "drop": Fault({"fault": "drop"}, "^nothing, RemoteProtocolError: Server disconnected", False),
    "hang": Fault({"fault": "hang"}, "^nothing, ReadTimeout: ", False, "client"),
    "garbage": Fault({"fault": "garbage"}, "^nothing, ReadError: ", False),
    "a cut by reset": Fault(
        {"fault": {"cut": {"after": "60 bytes"}, "with": "reset"}}, f"^200, 60 bytes, 0 events, {RESET}", True
    ),
    "a stream that is cut by reset after 3 chunks": Fault(
        {"fault": {"cut": {"after": "3 chunks"}, "with": "reset"}},
        rf"^200, \d+ bytes, 3 events, {RESET}",
        True,
        stream=True,
    ),
    "a cut by its end": Fault(
        {"fault": {"cut": {"after": "60 bytes"}, "with": "end"}}, "^200, 60 bytes, 0 events, no error$", False
    ),
    "a trickle": Fault(
        {"fault": {"trickle": {"bytesPerSecond": 20_000}}}, r"^200, \d{3,} bytes, 0 events, no error$", True, "server"
    ),
    "a body that is short": Fault({"fault": {"short": "100 bytes"}}, r"InvalidBodyLengthError: .* received \d{3,}", False),
}


def opened(mock, session, http2=True):
    """A client in a session; that it trusts the mock is due to SSL_CERT_FILE."""
    return httpx.Client(http2=http2, base_url=f"{mock.url}/session/{session}", timeout=LONGEST_SECONDS)


def seen_of(client, body, timeout):
    """What comes of a request, as far as it comes, in a line."""
    status, content, error = None, b"", "no error"
    try:
        with client.stream("POST", CHAT, json=body, timeout=timeout) as answer:
            status = answer.status_code
            for part in answer.iter_raw():
                content += part
    # errors of h2 come through httpx as they are
    except (httpx.HTTPError, h2.exceptions.H2Error) as failure:
        error = f"{type(failure).__name__}: {failure}"
    if status is None:
        return f"nothing, {error}"
    return f"{status}, {len(content)} bytes, {len(re.findall(rb'^data: ', content, re.MULTILINE))} events, {error}"


def meets_status(mock, status):
    """A documented status comes over HTTP/2 with its body and its length, and is journaled."""
    session = f"h2-{status}"
    with opened(mock, session) as client:
        answer = client.post(CHAT, json=BODY, headers={"x-mock-status": str(status)})
    check.assertEqual((answer.http_version, answer.status_code), ("HTTP/2", status))
    check.assertEqual(answer.headers["content-length"], str(len(answer.content)))
    if status >= 400 and answer.headers["content-type"] == "application/json":
        check.assertIn("message", answer.json()["error"])
    entries = mock.entries(session, 1)
    check.assertEqual([(entry["status"], entry["endedBy"]) for entry in entries], [(status, "server")])


def meets_fault(mock, name):
    """A fault is on a stream of HTTP/2 what docs/faults.md says."""
    fault = FAULTS[name]
    session = f"h2-{re.sub(r'[^a-z0-9]', '-', name)}"
    mock.begin(session, {"rules": [{"name": "breaks", "match": {"endpoint": "chat.*"}, **fault.rule}]})
    timeout = httpx.Timeout(LONGEST_SECONDS, read=1 if name == "hang" else LONGEST_SECONDS)
    with opened(mock, session) as client:
        check.assertRegex(seen_of(client, {**BODY, "stream": fault.stream}, timeout), fault.seen)
        check.assertEqual(client.get(MODELS).status_code, 200)
    broken, after = sorted(mock.entries(session, 2), key=lambda entry: entry["offsetMs"])
    check.assertEqual(broken["endedBy"], fault.ended_by)
    check.assertEqual(broken["connection"] == after["connection"], fault.stays)
    if "3 chunks" in fault.seen:
        check.assertEqual(broken["chunks"], 3)


async def first_parts(mock, session):
    """Opens as many streams as may be, on one connection; each waits with its first part until all have theirs."""
    waiting = asyncio.Semaphore(0)
    all_there = asyncio.Event()
    limits = httpx.Limits(max_connections=1)

    async def ask(client, number):
        async with client.stream("POST", CHAT, json={**BODY, "seed": number, "stream": True}) as answer:
            async for part in answer.aiter_raw():
                waiting.release()
                await all_there.wait()
                return answer.http_version, answer.status_code, part[:6]

    base = f"{mock.url}/session/{session}"
    async with httpx.AsyncClient(http2=True, base_url=base, timeout=LONGEST_SECONDS, limits=limits) as client:
        asked = [asyncio.create_task(ask(client, number)) for number in range(STREAMS)]
        for _ in range(STREAMS):
            await asyncio.wait_for(waiting.acquire(), LONGEST_SECONDS)
        all_there.set()
        return await asyncio.gather(*asked)


def opens_many_streams(mock):
    """A hundred streams are open at once on one connection, and each has its entry."""
    session = "h2-streams"
    mock.begin(session, {"rules": [{"name": "waits", "stream": {"stall": {"after": "2 chunks"}}}]})
    seen = asyncio.run(first_parts(mock, session))
    check.assertEqual(seen, [("HTTP/2", 200, b"data: ")] * STREAMS)
    entries = mock.entries(session, STREAMS)
    check.assertEqual(len({entry["id"] for entry in entries}), STREAMS)
    check.assertEqual({(entry["connection"], entry["endedBy"]) for entry in entries}, {(entries[0]["connection"], "client")})


async def asked_at_once(mock, session):
    """Sends as many requests as may be at once over one connection."""
    limits = httpx.Limits(max_connections=1)
    base = f"{mock.url}/session/{session}"
    async with httpx.AsyncClient(http2=True, base_url=base, timeout=LONGEST_SECONDS, limits=limits) as client:
        return await asyncio.gather(*(client.post(CHAT, json={**BODY, "seed": i}) for i in range(STREAMS)))


def counts_requests(mock):
    """Limits count the requests of one connection: those beyond are 429 and told to wait."""
    session = "h2-limits"
    # by day, so that nothing comes back meanwhile
    mock.begin(session, {"api": {"limits": [{"model": "*", "rpd": PER_DAY}]}})
    seen = asyncio.run(asked_at_once(mock, session))
    check.assertEqual(sorted(answer.status_code for answer in seen), [200] * PER_DAY + [429] * (STREAMS - PER_DAY))
    for answer in seen:
        if answer.status_code == 429:
            check.assertGreater(float(answer.headers["retry-after"]), 0)
            check.assertEqual(answer.headers["x-ratelimit-remaining-requests"], "0")
    check.assertEqual(len({entry["connection"] for entry in mock.entries(session, STREAMS)}), 1)


def is_journaled_alike(mock):
    """An exchange over HTTP/2 has the same entry as one over HTTP/1.1, but for its connection and its times."""
    session = "h2-journal"
    versions = []
    for http2 in (True, False):
        with opened(mock, session, http2) as client:
            versions.append(client.post(CHAT, json=BODY).http_version)
    check.assertEqual(versions, ["HTTP/2", "HTTP/1.1"])
    own = {"id", "at", "offsetMs", "ttfbMs", "durationMs", "connection", "call", "ordinal", "kept", "bytes"}
    first, second = ({name: entry[name] for name in entry.keys() - own} for entry in mock.entries(session, 2))
    check.assertEqual((first.pop("httpVersion"), second.pop("httpVersion")), ("2", "1.1"))
    check.assertEqual(first, second)


class AsPrinted:
    """An SDK without a base URL, and without a word on TLS: the environment says both."""

    def sdk(self, _mock, asked):
        """The SDK; headers choose the scenario and the session."""
        headers = {"x-mock-scenario": asked.scenario, "x-mock-session": asked.session}
        strict = self.name.startswith("tls-groq")
        return self.make(api_key="gsk_test", timeout=30, default_headers=headers, _strict_response_validation=strict)


class PrintedClient(AsPrinted, Client):
    """The same, without asyncio."""


class PrintedAsyncClient(AsPrinted, AsyncClient):
    """The same, with asyncio."""


PRINTED_CLIENTS: list[Any] = [
    PrintedClient("tls-groq", groq.Groq),
    PrintedAsyncClient("tls-groq-async", groq.AsyncGroq),
    PrintedClient("tls-openai", openai.OpenAI),
    PrintedAsyncClient("tls-openai-async", openai.AsyncOpenAI),
]


def trusts_nobody_else(mock):
    """Without the CA that was printed, no request comes through."""
    strict = httpx.create_ssl_context(trust_env=False)
    with httpx.Client(http2=True, verify=strict) as client:
        with check.assertRaisesRegex(httpx.ConnectError, "CERTIFICATE_VERIFY_FAILED"):
            client.get(f"{mock.url}{MODELS}")


def http2_proofs(mock):
    """All tests; each uses sessions of its own, so that they may run at once."""

    def test(title, function, *arguments):
        return unittest.FunctionTestCase(lambda: function(mock, *arguments), description=title)

    names = [scenario["name"] for scenario in mock.control("/scenarios")["scenarios"]]
    statuses = sorted(int(name[7:]) for name in names if re.match(r"status-\d\d\d$", name))
    tests = [test(f"httpx meets {status} over HTTP/2", meets_status, status) for status in statuses]
    tests += [test(f"httpx meets {name} over HTTP/2", meets_fault, name) for name in FAULTS]
    tests += [
        test(f"httpx holds {STREAMS} streams open at once on one connection", opens_many_streams),
        test(f"httpx is told of limits in {STREAMS} requests at once on one connection", counts_requests),
        test("httpx has the same entries over HTTP/2 and HTTP/1.1", is_journaled_alike),
        test("httpx does not come through without the CA that was printed", trusts_nobody_else),
    ]
    for client in PRINTED_CLIENTS:
        name = f"Python's {client.name.removeprefix('tls-')} through TLS, as printed,"
        tests += [
            test(f"{name} gets an answer whole", answers, client, "whole", client.whole),
            test(f"{name} gets an answer streamed to its end", answers, client, "streamed", client.streamed),
            test(f"{name} meets 429 as RateLimitError after 3 attempts of one call", meets, client, 429),
            test(f"{name} meets 503 as InternalServerError after 3 attempts of one call", meets, client, 503),
        ]
    return tests
