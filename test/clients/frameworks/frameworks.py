"""Frameworks for Python that call Groq, each asked for the same things as its users ask for them."""

import asyncio
import json
import os
from dataclasses import dataclass
from typing import Any, Callable

# a drill of its own: nothing is reported to anyone
os.environ.update(LITELLM_LOCAL_MODEL_COST_MAP="True", OPENAI_AGENTS_DISABLE_TRACING="1")

import groq
import instructor
import litellm
import openai
from agents import Agent as OpenAiAgent
from agents import OpenAIChatCompletionsModel, OpenAIResponsesModel, Runner, function_tool, set_tracing_disabled
from langchain_core.tools import tool as langchain_tool
from langchain_groq import ChatGroq
from openai.types.responses import ResponseTextDeltaEvent
from pydantic import BaseModel
from pydantic_ai import Agent as PydanticAgent
from pydantic_ai import NativeOutput, PromptedOutput, ToolOutput
from pydantic_ai.models.groq import GroqModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.groq import GroqProvider
from pydantic_ai.providers.openai import OpenAIProvider

set_tracing_disabled(True)
litellm.suppress_debug_info = True

MODEL = "openai/gpt-oss-20b"
KEY = "gsk_test"
PROMPT = "Who was Ada Lovelace, and how old was she?"


class Person(BaseModel):
    """A person."""

    name: str
    age: int


def weather(city: str) -> str:
    """The weather of a city."""
    return f"It is mild in {city}."


WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "The weather of a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


@dataclass(frozen=True)
class Framework:
    """What a framework is asked for; each takes a base URL without `/openai/v1`."""

    name: str
    chat: Callable[[str], str]
    """Gives the text of an answer."""
    stream: Callable[[str], str]
    """Gives the text of an answer that came as a stream."""
    tool: Callable[[str], dict]
    """Gives the arguments with which the tool `weather` is called."""
    structured: dict[str, Callable[[str], Person]]
    """Gives a person, by the way in which it is asked for."""


def openai_client(url, **more):
    return openai.OpenAI(base_url=f"{url}/openai/v1", api_key=KEY, **more)


def openai_async(url):
    return openai.AsyncOpenAI(base_url=f"{url}/openai/v1", api_key=KEY)


def user(prompt=PROMPT):
    return [{"role": "user", "content": prompt}]


def instructor_framework():
    def made(mode):
        def ask(url):
            client = instructor.from_openai(openai_client(url), mode=mode)
            return client.chat.completions.create(
                model=MODEL, messages=user(), response_model=Person, max_retries=0
            )

        return ask

    def chat(url):
        client = instructor.from_openai(openai_client(url))
        answer = client.chat.completions.create(model=MODEL, messages=user(), response_model=None)
        return answer.choices[0].message.content

    def stream(url):
        client = instructor.from_openai(openai_client(url), mode=instructor.Mode.TOOLS)
        parts = list(client.chat.completions.create_partial(model=MODEL, messages=user(), response_model=Person))
        return parts[-1].model_dump_json()

    def tool(url):
        client = instructor.from_openai(openai_client(url), mode=instructor.Mode.TOOLS)

        class weather(BaseModel):
            """The weather of a city."""

            city: str

        return client.chat.completions.create(
            model=MODEL, messages=user(), response_model=weather, max_retries=0
        ).model_dump()

    modes = instructor.Mode
    structured = {mode.value: made(mode) for mode in (modes.TOOLS, modes.JSON, modes.MD_JSON, modes.JSON_SCHEMA)}
    return Framework("instructor", chat, stream, tool, structured)


def pydantic_framework(name, model):
    def agent(url, **more):
        return PydanticAgent(model(url), **more)

    def chat(url):
        return agent(url).run_sync(PROMPT).output

    def stream(url):
        async def ask():
            async with agent(url).run_stream(PROMPT) as answer:
                return "".join([delta async for delta in answer.stream_text(delta=True)])

        return asyncio.run(ask())

    def tool(url):
        seen = []

        def weather(city: str) -> str:
            """The weather of a city."""
            seen.append({"city": city})
            return f"It is mild in {city}."

        assert agent(url, tools=[weather]).run_sync(PROMPT).output
        return seen[0]

    def structured(output):
        return lambda url: agent(url, output_type=output(Person)).run_sync(PROMPT).output

    ways = {"tool": ToolOutput, "native": NativeOutput, "prompted": PromptedOutput}
    return Framework(name, chat, stream, tool, {way: structured(output) for way, output in ways.items()})


def litellm_framework():
    def ask(url, **more):
        return litellm.completion(
            model=f"groq/{MODEL}", messages=user(), api_base=f"{url}/openai/v1", api_key=KEY, **more
        )

    def chat(url):
        return ask(url).choices[0].message.content

    def stream(url):
        return "".join(chunk.choices[0].delta.content or "" for chunk in ask(url, stream=True))

    def tool(url):
        call = ask(url, tools=[WEATHER], tool_choice="required").choices[0].message.tool_calls[0]
        return json.loads(call.function.arguments)

    def schema(url):
        return Person.model_validate_json(ask(url, response_format=Person).choices[0].message.content)

    return Framework("litellm", chat, stream, tool, {"json_schema": schema})


def langchain_framework():
    def model(url, **more):
        return ChatGroq(model=MODEL, base_url=url, api_key=KEY, **more)

    def chat(url):
        return model(url).invoke(PROMPT).content

    def stream(url):
        return "".join(chunk.content for chunk in model(url).stream(PROMPT))

    def tool(url):
        bound = model(url).bind_tools([langchain_tool(weather)], tool_choice="weather")
        return bound.invoke(PROMPT).tool_calls[0]["args"]

    def structured(method):
        words = f"{PROMPT} Answer in JSON with this schema: {json.dumps(Person.model_json_schema())}"
        return lambda url: model(url).with_structured_output(Person, method=method).invoke(words)

    methods = ("function_calling", "json_mode", "json_schema")
    return Framework("langchain-groq", chat, stream, tool, {method: structured(method) for method in methods})


def agents_framework(name, model):
    def agent(url, **more):
        return OpenAiAgent(name="asker", instructions="Answer.", model=model(url), **more)

    def chat(url):
        return Runner.run_sync(agent(url), PROMPT).final_output

    def stream(url):
        async def ask():
            text = ""
            async for event in Runner.run_streamed(agent(url), PROMPT).stream_events():
                if event.type == "raw_response_event" and isinstance(event.data, ResponseTextDeltaEvent):
                    text += event.data.delta
            return text

        return asyncio.run(ask())

    def tool(url):
        seen = []

        @function_tool(name_override="weather")
        def called(city: str) -> str:
            """The weather of a city."""
            seen.append({"city": city})
            return f"It is mild in {city}."

        assert Runner.run_sync(agent(url, tools=[called]), PROMPT).final_output
        return seen[0]

    def structured(url):
        return Runner.run_sync(agent(url, output_type=Person), PROMPT).final_output

    return Framework(name, chat, stream, tool, {"output_type": structured})


FRAMEWORKS = [
    instructor_framework(),
    pydantic_framework(
        "pydantic-ai over groq",
        lambda url: GroqModel(MODEL, provider=GroqProvider(groq_client=groq.AsyncGroq(base_url=url, api_key=KEY))),
    ),
    pydantic_framework(
        "pydantic-ai over openai",
        lambda url: OpenAIChatModel(MODEL, provider=OpenAIProvider(openai_client=openai_async(url))),
    ),
    litellm_framework(),
    langchain_framework(),
    agents_framework(
        "openai-agents by chat", lambda url: OpenAIChatCompletionsModel(MODEL, openai_client=openai_async(url))
    ),
    agents_framework(
        "openai-agents by responses", lambda url: OpenAIResponsesModel(MODEL, openai_client=openai_async(url))
    ),
]
