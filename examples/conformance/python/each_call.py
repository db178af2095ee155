"""What every runner for Python does: reads the request of the case, makes its calls, and prints a line for each."""

import asyncio
import json
import os
import sys

ASKED = json.loads(os.environ["GROQ_MOCK_REQUEST"])


def say(line):
    print(json.dumps(line), flush=True)


def unsupported(why):
    """Says that the client can't do what the case asks for, and ends."""
    say({"unsupported": why})
    sys.exit(0)


def seconds():
    """The time limit of the case; None for the client's own."""
    return None if ASKED["timeoutMs"] is None else ASKED["timeoutMs"] / 1000


def status_of(error):
    for one in (error, error.__cause__):
        response = getattr(one, "response", None)
        for status in (getattr(one, "status_code", None), getattr(response, "status_code", None)):
            if isinstance(status, int):
                return status
    return None


async def once(body, call):
    key = ASKED["idempotencyKey"]
    limit = None if ASKED["cancelAfterMs"] is None else ASKED["cancelAfterMs"] / 1000
    try:
        text, finish = await asyncio.wait_for(call(body, {} if key is None else {"idempotency-key": key}), limit)
        say({"ok": True, "text": text, "finish": finish})
    except Exception as error:
        message = str(error)[:500]
        say({"ok": False, "status": status_of(error), "error": type(error).__name__, "message": message})


def each_call(call):
    """Makes every call of the case with `await call(body, headers)`, which gives (text, finish) or raises."""

    async def work(left):
        while left:
            await once(left.pop(0), call)

    async def run():
        left = list(ASKED["bodies"])
        await asyncio.gather(*(work(left) for _ in range(ASKED["concurrency"])))

    asyncio.run(run())


async def read_chat(answer):
    """The text and the reason of the end, of an answer or of a stream of chunks."""
    if not ASKED["stream"]:
        return answer.choices[0].message.content, answer.choices[0].finish_reason
    text, finish = "", None
    async for chunk in answer:
        for choice in chunk.choices:
            text += choice.delta.content or ""
            finish = choice.finish_reason or finish
    return text, finish
