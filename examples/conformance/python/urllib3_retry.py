import asyncio
import os

import urllib3
from each_call import ASKED, each_call, seconds, unsupported

if ASKED["stream"]:
    unsupported("it reads no streams")
if ASKED["cancelAfterMs"] is not None:
    unsupported("a call can't be cancelled")
retries = urllib3.Retry(
    total=2, allowed_methods=None, status_forcelist=[429, 500, 502, 503, 504], backoff_factor=0.5, backoff_jitter=0.5
)
pool = urllib3.PoolManager(retries=retries, timeout=seconds() or 60, maxsize=20)
url = f"{os.environ['OPENAI_BASE_URL']}/chat/completions"


def ask(body, headers):
    key = {"authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"}
    answer = pool.request("POST", url, json=body, headers={**key, **headers})
    if answer.status >= 400:
        error = RuntimeError(answer.data.decode(errors="replace"))
        error.status_code = answer.status
        raise error
    choice = answer.json()["choices"][0]
    return choice["message"]["content"], choice["finish_reason"]


async def call(body, headers):
    return await asyncio.to_thread(ask, body, headers)


each_call(call)
