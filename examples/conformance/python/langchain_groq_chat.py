from each_call import ASKED, each_call, seconds, unsupported
from langchain_groq import ChatGroq

if ASKED["idempotencyKey"] is not None:
    unsupported("it takes no headers for one call")
limit = {} if seconds() is None else {"timeout": seconds()}

model = ChatGroq(model=ASKED["bodies"][0]["model"], **limit)


async def call(body, headers):
    messages = [(message["role"], message["content"]) for message in body["messages"]]
    text, finish = "", None
    if not ASKED["stream"]:
        answer = await model.ainvoke(messages)
        return answer.content, answer.response_metadata.get("finish_reason")
    async for part in model.astream(messages):
        text += part.content
        finish = part.response_metadata.get("finish_reason") or finish
    return text, finish


each_call(call)
