from each_call import each_call, read_chat, seconds
from groq import AsyncGroq

client = AsyncGroq() if seconds() is None else AsyncGroq(timeout=seconds())


async def call(body, headers):
    # of what the SDK has no parameter for, it takes the JSON
    options = body.pop("stream_options", None)
    more = None if options is None else {"stream_options": options}
    return await read_chat(await client.chat.completions.create(**body, extra_headers=headers, extra_body=more))


each_call(call)
