"""What every framework is asked for, and what it is pointed at."""

from dataclasses import dataclass
from typing import Callable

import groq
import openai
from pydantic import BaseModel

MODEL = "openai/gpt-oss-20b"
KEY = "gsk_test"
PROMPT = "Who was Ada Lovelace, and how old was she?"
MESSAGES = [{"role": "user", "content": PROMPT}]


class Person(BaseModel):
    """A person."""

    name: str
    age: int


def weather(city: str) -> str:
    """The weather of a city."""
    return f"It is mild in {city}."


@dataclass(frozen=True)
class Framework:
    """A framework, and how its users ask for things; each function takes the URL of a session of the mock."""

    name: str
    chat: Callable[[str], str]
    """Gives the text of an answer."""
    stream: Callable[[str], str]
    """Gives the text of an answer that comes as a stream."""
    tool: Callable[[str], dict]
    """Gives the arguments that the tool `weather` is called with."""
    structured: dict[str, Callable[[str], Person]]
    """Gives a person, by the name of the way that it is asked for."""
    attempts: int = 3
    """How often it asks where an answer may be worth another try."""
    refused_for: str | None = None
    """What the API refuses of its requests, whatever they ask; None where it takes them."""
    notices_cut: bool = True
    """Whether a stream that ends without its end is an error."""


def groq_async(url):
    """Groq's SDK for asyncio."""
    return groq.AsyncGroq(base_url=url, api_key=KEY)


def openai_sync(url):
    """OpenAI's SDK."""
    return openai.OpenAI(base_url=f"{url}/openai/v1", api_key=KEY)


def openai_async(url):
    """OpenAI's SDK for asyncio."""
    return openai.AsyncOpenAI(base_url=f"{url}/openai/v1", api_key=KEY)
