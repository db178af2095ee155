"""The Python SDKs, each asked in the same words, with and without asyncio."""

import asyncio
from dataclasses import dataclass
from typing import Any

import groq
import openai


@dataclass(frozen=True)
class Asked:
    """What is asked, and of which scenario and session."""

    scenario: str
    session: str
    prompt: str = "Hello"


@dataclass(frozen=True)
class Answer:
    """The text of an answer, and why it ended."""

    text: str
    finish: Any


@dataclass(frozen=True)
class Client:
    """An SDK as its users make it: its class, and what its base URL ends in."""

    name: str
    make: Any
    suffix: str = ""

    def sdk(self, mock, asked):
        """The SDK, pointed at a scenario and a session of the mock."""
        base = f"{mock.url}/scenario/{asked.scenario}/session/{asked.session}{self.suffix}"
        # an answer that is not of the types of Groq's own SDK is an error; those of OpenAI lack what Groq adds
        strict = self.suffix == ""
        return self.make(base_url=base, api_key="gsk_test", timeout=30, _strict_response_validation=strict)

    def whole(self, mock, asked):
        """Asks for an answer in one piece."""
        with self.sdk(mock, asked) as sdk:
            return whole_answer(sdk.chat.completions.create(**request(asked)))

    def streamed(self, mock, asked):
        """Asks for a stream and reads it to its end."""
        with self.sdk(mock, asked) as sdk:
            return joined(list(sdk.chat.completions.create(**request(asked), stream=True)))


class AsyncClient(Client):
    """The same with the SDK's asyncio class; to the caller it looks like the other."""

    def whole(self, mock, asked):
        """Asks for an answer in one piece."""

        async def ask():
            async with self.sdk(mock, asked) as sdk:
                return whole_answer(await sdk.chat.completions.create(**request(asked)))

        return asyncio.run(ask())

    def streamed(self, mock, asked):
        """Asks for a stream and reads it to its end."""

        async def ask():
            async with self.sdk(mock, asked) as sdk:
                stream = await sdk.chat.completions.create(**request(asked), stream=True)
                return joined([chunk async for chunk in stream])

        return asyncio.run(ask())


def request(asked):
    """The request that all clients send."""
    return {"model": "openai/gpt-oss-20b", "messages": [{"role": "user", "content": asked.prompt}]}


def whole_answer(completion):
    """The answer that a completion holds."""
    choice = completion.choices[0]
    return Answer(choice.message.content, choice.finish_reason)


def joined(chunks):
    """The answer that the chunks of a stream make together."""
    choices = [chunk.choices[0] for chunk in chunks if chunk.choices]
    finishes = [choice.finish_reason for choice in choices if choice.finish_reason]
    return Answer("".join(choice.delta.content or "" for choice in choices), finishes[-1] if finishes else None)


CLIENTS = [
    Client("groq", groq.Groq),
    AsyncClient("groq-async", groq.AsyncGroq),
    Client("openai", openai.OpenAI, "/openai/v1"),
    AsyncClient("openai-async", openai.AsyncOpenAI, "/openai/v1"),
]
