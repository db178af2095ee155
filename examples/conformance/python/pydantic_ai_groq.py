from each_call import ASKED, each_call, seconds, unsupported
from groq import AsyncGroq
from pydantic_ai.direct import model_request
from pydantic_ai.messages import ModelRequest
from pydantic_ai.models.groq import GroqModel
from pydantic_ai.providers.groq import GroqProvider

if ASKED["stream"]:
    unsupported("this runner reads no streams with it")
if ASKED["idempotencyKey"] is not None:
    unsupported("this runner gives it no headers")
provider = GroqProvider(groq_client=AsyncGroq() if seconds() is None else AsyncGroq(timeout=seconds()))

model = GroqModel(ASKED["bodies"][0]["model"], provider=provider)


async def call(body, headers):
    answer = await model_request(model, [ModelRequest.user_text_prompt(body["messages"][-1]["content"])])
    return "".join(part.content for part in answer.parts if part.part_kind == "text"), answer.finish_reason


each_call(call)
