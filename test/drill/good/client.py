"""Good clients of a drill, in Python: which one is told by the name of the scenario, `python-groq-in-outage`."""

import os
import re
import sys

MODEL = "openai/gpt-oss-20b"


def asked(number):
    """A chat completion."""
    return {"model": MODEL, "messages": [{"role": "user", "content": f"Hello {number}"}]}


def of_groq(number):
    """groq on its defaults: it reads where to go from its environment."""
    from groq import Groq

    with Groq() as client:
        client.chat.completions.create(**asked(number))


def of_openai(number):
    """openai on its defaults."""
    from openai import OpenAI

    with OpenAI() as client:
        client.chat.completions.create(**asked(number))


def of_tenacity(number):
    """tenacity around an SDK that does not retry; it waits at least as long as it is told."""
    import tenacity
    from groq import APIConnectionError, Groq, InternalServerError, RateLimitError

    by_luck = tenacity.wait_random_exponential(multiplier=0.5, max=20)

    def wait(state):
        answer = getattr(state.outcome.exception(), "response", None)
        told = float(answer.headers.get("retry-after", 0)) if answer is not None else 0.0
        return max(told, by_luck(state))

    passing = (APIConnectionError, InternalServerError, RateLimitError)
    retrying = tenacity.Retrying(
        stop=tenacity.stop_after_attempt(4), wait=wait, retry=tenacity.retry_if_exception_type(passing)
    )
    with Groq(max_retries=0) as client:
        retrying(client.chat.completions.create, **asked(number))


def of_urllib3(number):
    """urllib3 with its own Retry, which obeys retry-after."""
    import urllib3

    retry = urllib3.Retry(
        total=4, backoff_factor=0.5, status_forcelist=[429, 498, 500, 502, 503], allowed_methods=None
    )
    with urllib3.PoolManager(retries=retry) as pool:
        answer = pool.request(
            "POST",
            f"{os.environ['OPENAI_BASE_URL']}/chat/completions",
            json=asked(number),
            headers={"authorization": f"Bearer {os.environ['OPENAI_API_KEY']}"},
        )
    if answer.status != 200:
        raise RuntimeError(f"gave up after {answer.status}")


CLIENTS = {"groq": of_groq, "openai": of_openai, "tenacity": of_tenacity, "urllib3": of_urllib3}


def main():
    """Three calls, one after the other; fails where one of them does."""
    name = re.fullmatch(r"\d+-python-(.+)-in-.+", os.environ["GROQ_MOCK_SESSION"]).group(1)
    code = 0
    for number in range(3):
        try:
            CLIENTS[name](number)
        except Exception as error:  # whatever a client raises is how its call ended
            print(error, file=sys.stderr)
            code = 1
    return code


if __name__ == "__main__":
    sys.exit(main())
