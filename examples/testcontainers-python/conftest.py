"""A container of groq-mock for the run, and a session of its own for each test."""

import json
import os
from urllib.request import Request, urlopen

import pytest
from testcontainers.core.container import DockerContainer
from testcontainers.core.wait_strategies import HttpWaitStrategy


def _ask(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    with urlopen(Request(url, data, {"content-type": "application/json"}), timeout=10) as answer:
        return json.load(answer)


class Session:
    """An isolated part of the mock; `base_url` is the one for groq."""

    def __init__(self, control_url, scenario):
        made = _ask(f"{control_url}/sessions", {"scenario": scenario})
        self.base_url = made["baseUrl"]
        self.openai_base_url = made["openaiBaseUrl"]
        self._url = f"{control_url}/sessions/{made['id']}"

    def journal(self):
        return _ask(f"{self._url}/journal")["entries"]

    def verdict(self):
        return _ask(f"{self._url}/verdict")


@pytest.fixture(scope="session")
def groq_mock_url():
    container = (
        DockerContainer(os.environ.get("GROQ_MOCK_IMAGE", "groq-mock"))
        # only this machine reaches the port that is published
        .with_env("GROQ_MOCK_CONTROL_OPEN", "1")
        .with_exposed_ports(4010)
        .waiting_for(HttpWaitStrategy(4010, "/__mock/ready").for_status_code(200))
    )
    with container:
        yield f"http://{container.get_container_host_ip()}:{container.get_exposed_port(4010)}"


@pytest.fixture
def groq_session(groq_mock_url):
    return lambda scenario: Session(f"{groq_mock_url}/__mock", scenario)
