import os

from each_call import each_call, read_chat, seconds

os.environ["GROQ_API_BASE"] = os.environ["OPENAI_BASE_URL"]

import litellm  # noqa: E402  (reads its environment as it is loaded)

litellm.suppress_debug_info = True
limit = {} if seconds() is None else {"timeout": seconds()}


async def call(body, headers):
    more = {**body, "model": f"groq/{body['model']}", "num_retries": 2, "extra_headers": headers, **limit}
    return await read_chat(await litellm.acompletion(**more, api_base=os.environ["OPENAI_BASE_URL"]))


each_call(call)
