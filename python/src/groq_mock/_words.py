"""A verdict, and what was seen, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ._types import Entry, Result, Verdict

MOST_ENTRIES = 20


def many(count: int, what: str) -> str:
    """`1 call`, `2 calls`."""
    return f"{count} {what}{'' if count == 1 else 's'}"


def _change(reason: str, verdict: Verdict) -> str | None:
    """What a finding says is to be changed, where the reason is that finding."""
    return next((found["change"] for found in verdict["findings"] if reason.endswith(found["sentence"])), None)


def _as_file(text: str, scenario: str) -> str:
    """The same, with a scenario that was put from a file named as the file is."""
    given = re.fullmatch(r"(.+)\.[0-9a-f]{8}", scenario)
    return text.replace(scenario, f"{given[1]}.yaml") if given else text


def unmet(verdict: Verdict, expected: Result) -> str | None:
    """What speaks against a verdict that was expected, with the sentences of its findings; None where nothing does."""
    result, counts = verdict["result"], verdict["counts"]
    if result == expected:
        return None
    seen = f"{many(counts['calls'], 'call')} in {many(counts['entries'], 'request')}"
    lines = [f"groq-mock judged {result}, expected {expected} (scenario {verdict['scenario']}, {seen})"]
    for reason in verdict["reasons"] or ["nothing was found"]:
        lines.append(f"  {reason}")
        change = _change(reason, verdict)
        if change is not None:
            lines.append(f"    To change: {change}")
    return _as_file("\n".join(lines), verdict["scenario"])


def attempts(entries: Sequence[Entry]) -> str:
    """A line for each request."""
    lines = [
        f"{entry['call']}, attempt {entry['attempt']}: {entry['status'] or entry['outcome'] or 'no answer'} "
        f"after {entry['offsetMs']:.0f} ms ({entry['because']})"
        for entry in entries[:MOST_ENTRIES]
    ]
    more = len(entries) - len(lines)
    return "\n".join([*lines, *([f"and {more} more"] if more > 0 else [])])
