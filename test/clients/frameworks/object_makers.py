"""Frameworks that are here for the objects alone that they make of answers: dspy and agno."""

import dspy
from agno.agent import Agent
from agno.models.groq import Groq
from asking import KEY, MODEL, PROMPT, Person

dspy.configure_cache(enable_disk_cache=False, enable_memory_cache=False)


class Introduce(dspy.Signature):
    """Introduce somebody."""

    question: str = dspy.InputField()
    person: Person = dspy.OutputField()


def by_dspy(adapter):
    """dspy over LiteLLM: an adapter says in the prompt how the answer is to look."""

    def ask(url):
        model = dspy.LM(f"openai/{MODEL}", api_base=f"{url}/openai/v1", api_key=KEY)
        with dspy.context(lm=model, adapter=adapter):
            return dspy.Predict(Introduce)(question=PROMPT).person

    return ask


def by_agno(use_json_mode):
    """agno over Groq's SDK: by JSON mode, or by a schema."""

    def ask(url):
        model = Groq(id=MODEL, base_url=url, api_key=KEY)
        agent = Agent(model=model, output_schema=Person, use_json_mode=use_json_mode, telemetry=False)
        return agent.run(PROMPT).content

    return ask


makers = {
    "dspy JSONAdapter": by_dspy(dspy.JSONAdapter()),
    "dspy ChatAdapter": by_dspy(dspy.ChatAdapter()),
    "agno json_mode": by_agno(True),
    "agno json_schema": by_agno(False),
}
