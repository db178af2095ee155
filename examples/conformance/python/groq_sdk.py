from each_call import each_call, read_chat, seconds
from groq import AsyncGroq

client = AsyncGroq() if seconds() is None else AsyncGroq(timeout=seconds())


async def call(body, headers):
    return await read_chat(await client.chat.completions.create(**body, extra_headers=headers))


each_call(call)
