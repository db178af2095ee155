"""The runner for the proxy of LiteLLM: starts it, and asks once, as a plain client. What comes of that is the proxy's doing."""

import json
import os
import re
import secrets
import socket
import threading
import time

from each_call import ASKED, each_call

KEY = f"sk-{secrets.token_hex(16)}"
os.environ.update(
    CONFIG_FILE_PATH=os.path.join(os.path.dirname(__file__), "litellm_proxy.yaml"),
    LITELLM_MASTER_KEY=KEY,
    # it would fetch its table of prices
    LITELLM_LOCAL_MODEL_COST_MAP="True",
)

import httpx  # noqa: E402
import uvicorn  # noqa: E402  (the proxy reads its environment as it is loaded)
from litellm.proxy.proxy_server import app  # noqa: E402


def started():
    """The URL of the proxy, on a free port of 127.0.0.1."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True).start()
    while not server.started:
        time.sleep(0.01)
    url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1/chat/completions"
    # what runs for the first time is slow, and would be the first attempt's; of this nothing leaves the proxy
    httpx.post(url, headers={"authorization": f"Bearer {KEY}"}, json={"model": "none", "messages": []}, timeout=None)
    return url


class ErrorInStream(Exception):
    pass


async def events(answer):
    """The data of the events of a stream, as the HTML Standard reads them."""
    rest, data = "", []
    async for text in answer.aiter_text():
        rest += text
        # a CR at the end may be half of an end of a line
        whole = rest[:-1] if rest.endswith("\r") else rest
        *lines, last = re.split("\r\n|\n|\r", whole)
        rest = last + rest[len(whole) :]
        for line in lines:
            if line.startswith("data:"):
                data.append(line[5:].removeprefix(" "))
            elif line == "" and data:
                yield "\n".join(data)
                data = []


async def read_stream(answer):
    if not answer.headers.get("content-type", "").startswith("text/event-stream"):
        raise ErrorInStream("this is no stream")
    text, finish = "", None
    async for data in events(answer):
        if data == "[DONE]":
            break
        chunk = json.loads(data)
        if "error" in chunk:
            raise ErrorInStream(chunk["error"].get("message"))
        for choice in chunk["choices"]:
            text += choice["delta"].get("content") or ""
            finish = choice.get("finish_reason") or finish
    if finish is None:
        raise ErrorInStream("the stream has no end")
    return text, finish


URL = started()
limit = {} if ASKED["timeoutMs"] is None else {"x-litellm-timeout": str(ASKED["timeoutMs"] / 1000)}


async def call(body, headers):
    more = {"authorization": f"Bearer {KEY}", **limit}
    async with (
        httpx.AsyncClient(timeout=None) as client,
        client.stream("POST", URL, headers=more, json={**body, "extra_headers": headers}) as answer,
    ):
        if answer.is_error:
            await answer.aread()
            raise httpx.HTTPStatusError(answer.text, request=answer.request, response=answer)
        if ASKED["stream"]:
            return await read_stream(answer)
        choice = json.loads(await answer.aread())["choices"][0]
        return choice["message"]["content"], choice["finish_reason"]


each_call(call)
# the proxy has threads that do not end
os._exit(0)
