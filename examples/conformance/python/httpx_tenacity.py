import os

import httpx
from each_call import ASKED, each_call, seconds, unsupported
from tenacity import retry, retry_if_exception, stop_after_attempt, wait_random_exponential

if ASKED["stream"]:
    unsupported("it reads no streams")
client = httpx.AsyncClient(
    base_url=os.environ["OPENAI_BASE_URL"],
    headers={"authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"},
    timeout=seconds() or 60,
)


def may_pass(error):
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.status_code == 429 or error.response.status_code >= 500
    return isinstance(error, httpx.TransportError)


@retry(stop=stop_after_attempt(3), wait=wait_random_exponential(0.5, max=8), retry=retry_if_exception(may_pass), reraise=True)
async def call(body, headers):
    answer = await client.post("/chat/completions", json=body, headers=headers)
    if answer.is_error:
        raise httpx.HTTPStatusError(answer.text, request=answer.request, response=answer)
    choice = answer.json()["choices"][0]
    return choice["message"]["content"], choice["finish_reason"]


each_call(call)
