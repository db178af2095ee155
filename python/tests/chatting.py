"""What a client of the API asks, in the shortest way, and without an SDK."""

from __future__ import annotations

import json
import urllib.error
import urllib.request


def chat(base_url: str, says: str = "Hello", call: str | None = None) -> int:
    """The status of one chat completion; `call` names the call that it is an attempt of."""
    body = {"model": "openai/gpt-oss-20b", "messages": [{"role": "user", "content": says}]}
    headers = {"content-type": "application/json", **({} if call is None else {"x-mock-call": call})}
    request = urllib.request.Request(f"{base_url}/openai/v1/chat/completions", json.dumps(body).encode(), headers)
    try:
        with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
            answer.read()
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.read()
        return error.code
