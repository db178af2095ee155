"""Frameworks that wrap one call: instructor, LiteLLM, LangChain."""

import json

import instructor
import litellm
from asking import KEY, MESSAGES, MODEL, PROMPT, Framework, Person, openai_sync, weather
from langchain_core.tools import tool as tool_of
from langchain_groq import ChatGroq
from pydantic import create_model

litellm.suppress_debug_info = True


def with_instructor():
    """instructor over OpenAI's SDK, in each of its modes."""

    def asking(url, mode, model, **more):
        with openai_sync(url) as sdk:
            completions = instructor.from_openai(sdk, mode=mode).chat.completions
            return completions.create(model=MODEL, messages=MESSAGES, response_model=model, max_retries=0, **more)

    def stream(url):
        with openai_sync(url) as sdk:
            completions = instructor.from_openai(sdk, mode=instructor.Mode.TOOLS).chat.completions
            parts = completions.create_partial(
                model=MODEL, messages=MESSAGES, response_model=Person, max_retries=0
            )
            return list(parts)[-1].model_dump_json()

    def chat(url):
        return asking(url, instructor.Mode.TOOLS, None).choices[0].message.content

    def tool(url):
        return asking(url, instructor.Mode.TOOLS, create_model("weather", city=(str, ...))).model_dump()

    def structured(mode):
        return lambda url: asking(url, mode, Person)

    modes = [instructor.Mode.TOOLS, instructor.Mode.JSON, instructor.Mode.MD_JSON, instructor.Mode.JSON_SCHEMA]
    return Framework("instructor", chat, stream, tool, {mode.value: structured(mode) for mode in modes})


def with_litellm():
    """LiteLLM, which by default asks once."""
    tools = [{"type": "function", "function": {"name": "weather", "parameters": tool_of(weather).args_schema.model_json_schema()}}]

    def asking(url, **more):
        return litellm.completion(
            model=f"groq/{MODEL}", messages=MESSAGES, api_base=f"{url}/openai/v1", api_key=KEY, **more
        )

    def chat(url):
        return asking(url).choices[0].message.content

    def stream(url):
        return "".join(chunk.choices[0].delta.content or "" for chunk in asking(url, stream=True))

    def tool(url):
        message = asking(url, tools=tools).choices[0].message
        return json.loads(message.tool_calls[0].function.arguments)

    def structured(url):
        return Person.model_validate_json(asking(url, response_format=Person).choices[0].message.content)

    return Framework("LiteLLM", chat, stream, tool, {"json_schema": structured}, attempts=1)


def with_langchain():
    """LangChain's own package for Groq."""
    words = f"{PROMPT} Answer in JSON that fits this schema: {json.dumps(Person.model_json_schema())}"

    def model(url):
        return ChatGroq(model=MODEL, base_url=url, api_key=KEY)

    def chat(url):
        return model(url).invoke(PROMPT).content

    def stream(url):
        return "".join(chunk.content for chunk in model(url).stream(PROMPT))

    def tool(url):
        return model(url).bind_tools([tool_of(weather)]).invoke(PROMPT).tool_calls[0]["args"]

    def structured(method):
        return lambda url: model(url).with_structured_output(Person, method=method).invoke(words)

    methods = ["function_calling", "json_mode", "json_schema"]
    return Framework("langchain-groq", chat, stream, tool, {method: structured(method) for method in methods}, notices_cut=False)
