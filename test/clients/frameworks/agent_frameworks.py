"""Frameworks for agents: Pydantic AI and OpenAI's Agents SDK."""

import asyncio

import agents
import pydantic_ai
from asking import MODEL, PROMPT, Framework, Person, groq_async, openai_async
from openai.types.responses import ResponseTextDeltaEvent
from pydantic_ai.models.groq import GroqModel
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.groq import GroqProvider
from pydantic_ai.providers.openai import OpenAIProvider

agents.set_tracing_disabled(True)


def in_a_loop(sdk_of, ask):
    """Asks in an event loop of its own, with an SDK that is closed in it."""

    async def asked(url):
        async with sdk_of(url) as sdk:
            return await ask(sdk)

    return lambda url: asyncio.run(asked(url))


class Weather:
    """A tool that remembers what it was called with."""

    def __init__(self):
        self.calls = []

    def weather(self, city: str) -> str:
        """The weather of a city."""
        self.calls.append({"city": city})
        return f"It is mild in {city}."


def with_pydantic_ai(name, sdk_of, model_of):
    """Pydantic AI over one of the SDKs."""

    async def chat(sdk):
        return (await pydantic_ai.Agent(model_of(sdk)).run(PROMPT)).output

    async def stream(sdk):
        async with pydantic_ai.Agent(model_of(sdk)).run_stream(PROMPT) as answer:
            return "".join([delta async for delta in answer.stream_text(delta=True)])

    async def tool(sdk):
        seen = Weather()
        answer = await pydantic_ai.Agent(model_of(sdk), tools=[seen.weather]).run(PROMPT)
        return seen.calls[0] if answer.output else None

    def structured(output):
        async def ask(sdk):
            return (await pydantic_ai.Agent(model_of(sdk), output_type=output(Person)).run(PROMPT)).output

        return in_a_loop(sdk_of, ask)

    outputs = [pydantic_ai.ToolOutput, pydantic_ai.NativeOutput, pydantic_ai.PromptedOutput]
    return Framework(
        f"Pydantic AI over {name}",
        *(in_a_loop(sdk_of, ask) for ask in (chat, stream, tool)),
        {output.__name__: structured(output) for output in outputs},
    )


def with_openai_agents(name, model_class, **facts):
    """OpenAI's Agents SDK over one of the two APIs."""

    def agent(sdk, **more):
        return agents.Agent(name="asker", instructions="Answer.", model=model_class(MODEL, openai_client=sdk), **more)

    async def chat(sdk):
        return (await agents.Runner.run(agent(sdk), PROMPT)).final_output

    async def stream(sdk):
        events = agents.Runner.run_streamed(agent(sdk), PROMPT).stream_events()
        raw = [event.data async for event in events if event.type == "raw_response_event"]
        return "".join(event.delta for event in raw if isinstance(event, ResponseTextDeltaEvent))

    async def tool(sdk):
        seen = Weather()
        answer = await agents.Runner.run(agent(sdk, tools=[agents.function_tool(seen.weather)]), PROMPT)
        return seen.calls[0] if answer.final_output else None

    async def structured(sdk):
        return (await agents.Runner.run(agent(sdk, output_type=Person), PROMPT)).final_output

    return Framework(
        f"openai-agents over {name}",
        *(in_a_loop(openai_async, ask) for ask in (chat, stream, tool)),
        {"output_type": in_a_loop(openai_async, structured)},
        **facts,
    )


def all_agents():
    """Each agent framework over everything that it can speak to Groq by."""
    return [
        with_pydantic_ai("groq", groq_async, lambda sdk: GroqModel(MODEL, provider=GroqProvider(groq_client=sdk))),
        with_pydantic_ai(
            "openai", openai_async, lambda sdk: OpenAIChatModel(MODEL, provider=OpenAIProvider(openai_client=sdk))
        ),
        with_openai_agents("chat completions", agents.OpenAIChatCompletionsModel, notices_cut=False),
        with_openai_agents("responses", agents.OpenAIResponsesModel, refused_for="property 'include' is unsupported"),
    ]
