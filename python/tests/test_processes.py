"""What is started by a run ends with it, however it ends; and workers of xdist do not get in each other's way."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

MAIN = Path(__file__).parents[2] / "dist" / "main.js"
#: Who waits so long waits for what does not come.
LONGEST_SECONDS = 120

ASKS = """
import os, time
from pathlib import Path
import pytest

@pytest.mark.parametrize("turn", range(4))
def test_it(groq_mock, turn):
    server = groq_mock.env["GROQ_MOCK_CONTROL_URL"]
    worker = os.environ.get("PYTEST_XDIST_WORKER", "none")
    Path(f"seen-{worker}-{turn}").write_text(server)
    # all workers have their turn, whoever is quicker
    until = time.monotonic() + 120
    while len(list(Path().glob("seen-*"))) < WANTED and time.monotonic() < until:
        time.sleep(0.01)
    Path(f"ready-{worker}").touch()
    if HOLDS:
        time.sleep(600)
"""


def ended(url: str) -> bool:
    """Whether nobody listens any more."""
    import socket

    port = int(url.split(":")[2].split("/")[0])
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def until(what, why: str) -> None:
    """Waits until something holds."""
    give_up_at = time.monotonic() + LONGEST_SECONDS
    while not what():
        if time.monotonic() > give_up_at:
            raise AssertionError(why)
        time.sleep(0.02)


@pytest.fixture
def runs(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch):
    """Starts pytest in a process of its own."""
    started: list[subprocess.Popen[bytes]] = []
    monkeypatch.delenv("GROQ_MOCK_URL", raising=False)
    monkeypatch.setenv("GROQ_MOCK_COMMAND", f"node '{MAIN}'")
    for name in [name for name in os.environ if name.startswith("PYTEST_")]:
        monkeypatch.delenv(name)
    # what else is installed takes seconds to load
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")

    def start(*flags: str, wanted: int, holds: bool) -> subprocess.Popen[bytes]:
        pytester.makepyfile(test_asks=ASKS.replace("WANTED", str(wanted)).replace("HOLDS", str(holds)))
        command = [sys.executable, "-m", "pytest", "-q", "-p", "groq_mock.pytest_plugin", "test_asks.py", *flags]
        process = subprocess.Popen(command, cwd=pytester.path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def servers(folder: Path) -> set[str]:
    return {file.read_text() for file in folder.glob("seen-*")}


def test_each_worker_has_a_server_that_ends_with_the_run(runs, pytester: pytest.Pytester) -> None:
    assert runs("-p", "xdist", "-n", "2", wanted=2, holds=False).wait(LONGEST_SECONDS) == 0
    assert {file.name.split("-")[1] for file in pytester.path.glob("seen-*")} == {"gw0", "gw1"}
    urls = servers(pytester.path)
    assert len(urls) == 2 and all(ended(url) for url in urls)


def test_workers_share_a_server_that_runs_already(
    runs, pytester: pytest.Pytester, server_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROQ_MOCK_URL", server_url)
    assert runs("-p", "xdist", "-n", "2", wanted=2, holds=False).wait(LONGEST_SECONDS) == 0
    assert servers(pytester.path) == {f"{server_url}/__mock"}
    assert not ended(server_url)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_nothing_is_left_of_a_run_that_is_killed(runs, pytester: pytest.Pytester, number: signal.Signals) -> None:
    process = runs(wanted=1, holds=True)
    until((pytester.path / "ready-none").exists, "the run has not begun")
    [url] = servers(pytester.path)
    assert not ended(url)
    process.send_signal(number)
    process.wait(LONGEST_SECONDS)
    until(lambda: ended(url), "the server is still there")


def test_nothing_is_left_of_workers_whose_run_is_killed(runs, pytester: pytest.Pytester) -> None:
    process = runs("-p", "xdist", "-n", "2", wanted=2, holds=True)
    until(lambda: len(list(pytester.path.glob("ready-*"))) == 2, "the run has not begun")
    urls = servers(pytester.path)
    assert len(urls) == 2
    process.kill()
    process.wait(LONGEST_SECONDS)
    for url in urls:
        until(lambda url=url: ended(url), "a server is still there")
