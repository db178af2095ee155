"""Stands for your application: one function that asks a model."""

import groq

SORRY = "Sorry, I can't answer right now."


def summary(text: str) -> str:
    """A text in one sentence; a friendly one where no answer is to be had."""
    try:
        answer = groq.Groq(timeout=20).chat.completions.create(
            model="openai/gpt-oss-20b",
            messages=[{"role": "user", "content": f"Put this in one sentence: {text}"}],
        )
    except groq.APIError:
        return SORRY
    return answer.choices[0].message.content or SORRY
