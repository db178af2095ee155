from each_call import each_call, read_chat, seconds
from openai import AsyncOpenAI

client = AsyncOpenAI() if seconds() is None else AsyncOpenAI(timeout=seconds())


async def call(body, headers):
    return await read_chat(await client.chat.completions.create(**body, extra_headers=headers))


each_call(call)
