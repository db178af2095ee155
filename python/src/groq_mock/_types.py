"""What the control API says, as it says it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, TypedDict

#: The name of a scenario, a scenario as a value, or the path of a YAML file.
Scenario: TypeAlias = str | Mapping[str, Any] | os.PathLike[str]

Result: TypeAlias = Literal["PASS", "FAIL", "INCONCLUSIVE"]


class SessionState(TypedDict):
    """A session, as far as it is needed here."""

    id: str
    scenario: str
    seed: int
    entries: int
    underWay: int


class NewSession(SessionState):
    """A session that was just made."""

    baseUrl: str
    openaiBaseUrl: str


class Entry(TypedDict):
    """One request, in the journal."""

    id: str
    session: str
    at: str
    offsetMs: float
    call: str
    ordinal: int
    attempt: int
    certainty: Literal["certain", "inferred"]
    follows: str | None
    retryCount: int | None
    batch: str | None
    connection: int
    requestOnConnection: int
    method: str
    path: str
    endpoint: str | None
    model: str | None
    tier: str | None
    stream: bool | None
    requestBytes: int
    fingerprint: str
    rule: str | None
    rules: list[str]
    outcome: str | None
    because: str
    nearMisses: list[dict[str, Any]]
    status: int | None
    variant: str | None
    ttfbMs: float | None
    durationMs: float
    bytes: int
    chunks: int
    endedBy: Literal["server", "client", "fault"]
    flaws: list[str]
    remaining: dict[str, Any] | None
    told: dict[str, Any] | None
    userAgent: str | None
    kept: dict[str, Any] | None


class Evidence(TypedDict):
    """An entry that shows what a finding says."""

    entry: str
    at: str
    offsetMs: float


class Finding(TypedDict):
    """Something that the client did."""

    id: str
    severity: Literal["FAIL", "WARN", "INFO"]
    sentence: str
    occurrences: int
    evidence: list[Evidence]
    basis: str
    certainty: Literal["certain", "inferred"]
    change: str
    allowed: bool
    doubt: str | None


class Expectation(TypedDict):
    """A line of the scenario's `expect`, and whether it holds."""

    key: str
    says: str
    place: str
    met: bool | None
    seen: bool
    sentence: str
    evidence: list[Evidence]


class Counts(TypedDict):
    """How much was judged."""

    entries: int
    calls: int
    callsLeftOut: int


class Verdict(TypedDict):
    """What the journal says about the client."""

    result: Result
    session: str
    scenario: str
    reasons: list[str]
    findings: list[Finding]
    expectations: list[Expectation]
    calls: list[dict[str, Any]]
    counts: Counts
    costs: dict[str, Any]
    lateMs: float | None


class Verification(TypedDict):
    """What was looked for and is there."""

    ok: bool
    count: int
    entries: list[str]


class Declared(TypedDict):
    """What the application said of how it ended."""

    call: str | None
    ok: bool
    note: str | None
