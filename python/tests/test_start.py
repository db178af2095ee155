"""How a server is found or started, and what is said where it can't be."""

from __future__ import annotations

import json
import shutil
import signal
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import groq_mock as package
import pytest
from chatting import chat
from groq_mock import GroqMockError, GroqMockUnavailable, __version__, _guard, _server
from groq_mock._engines import Engine, Search

#: Started by this run, as in `GROQ_MOCK_COMMAND`.
MAIN = Path(__file__).parents[2] / "dist" / "main.js"
NODE = shutil.which("node") or "node"


def program(folder: Path, name: str, text: str) -> Path:
    """A program that is a script."""
    file = folder / name
    file.write_text(f"#!/bin/sh\n{text}\n")
    file.chmod(0o755)
    return file


def serves() -> str:
    """What a script says that becomes the server."""
    return f'exec "{NODE}" "{MAIN}" "$@"'


def test_the_server_of_a_project_is_found_from_its_folder_on(
    bare: Path, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = pytester.path / "node_modules" / "groq-mock" / "dist" / "main.js"
    installed.parent.mkdir(parents=True)
    installed.write_text(f"import({json.dumps(MAIN.as_uri())})\n")
    with pytest.raises(GroqMockUnavailable, match="there is no Node to run .*main.js"):
        package.start()
    (bare / "node").symlink_to(NODE)
    inner = pytester.path / "tests" / "inner"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    with package.start("outage") as mock:
        assert chat(mock.url) == 503


def test_a_program_on_the_path_starts_it(bare: Path) -> None:
    program(bare, "groq-mock", serves())
    with package.start("outage") as mock:
        assert chat(mock.url) == 503


def test_npx_starts_what_it_has_and_fetches_nothing(bare: Path) -> None:
    program(bare, "npx", 'echo "$@" >&2; exit 1')
    with pytest.raises(GroqMockUnavailable, match=r"npx --offline --no groq-mock .*finds none"):
        package.start()
    program(bare, "npx", f'[ "$1 $2 $3" = "--offline --no groq-mock" ] || exit 1; shift 3; {serves()}')
    with package.start("outage") as mock:
        assert chat(mock.url) == 503


# a script in place of an engine: what it is asked is what docker and podman take
ENGINE = """
echo "$@" >>"{log}"
case "$1" in
  image) [ "$3" = "{image}" ] ;;
  run) echo "$GROQ_MOCK_CONTROL_TOKEN" >>"{log}"; exec "{node}" "{main}" --port "{port}" --host 127.0.0.1 --log-format json ;;
  port) echo "127.0.0.1:{port}" ;;
esac
"""


@pytest.fixture
def free_port() -> int:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_an_image_that_is_there_is_run_and_its_container_removed(
    bare: Path, pytester: pytest.Pytester, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = pytester.path / "asked"
    script = ENGINE.format(log=log, node=NODE, main=MAIN, port=free_port, image="mine")
    program(bare, "docker", "exit 1")
    program(bare, "podman", script)
    with pytest.raises(GroqMockUnavailable, match="docker and podman can give no image groq-mock"):
        package.start()
    monkeypatch.setenv("GROQ_MOCK_IMAGE", "mine")
    with package.start("outage") as mock:
        assert chat(mock.url) == 503
    asked = log.read_text().splitlines()
    name = asked[2].split("--name ")[1].split(" ")[0]
    token = asked[3]
    assert asked == [
        "image inspect groq-mock",
        "image inspect mine",
        f"run --rm --name {name} --publish 127.0.0.1::4010 --env GROQ_MOCK_CONTROL_TOKEN mine",
        token,
        f"port {name} 4010",
        f"rm --force {name}",
    ]
    assert len(token) >= 24, "its control API is open to nobody else"


@pytest.mark.parametrize(
    ("command", "says"),
    [
        ("nothing-of-that-name --x", "there is no program 'nothing-of-that-name' here"),
        ("node 'x", "which is no command: No closing quotation"),
        (f"'{sys.executable}' -c \"print('no such thing'); raise SystemExit(3)\"", "ended with exit code 3 before it was ready: no such thing"),
        (f"'{NODE}' '{MAIN}' --nonsense", "ended with exit code 2 before it was ready: .*nonsense"),
    ],
)
def test_a_command_that_starts_nothing_is_an_error(
    bare: Path, monkeypatch: pytest.MonkeyPatch, command: str, says: str
) -> None:
    monkeypatch.setenv("GROQ_MOCK_COMMAND", command)
    with pytest.raises(GroqMockError, match=says) as caught:
        package.start()
    assert not isinstance(caught.value, GroqMockUnavailable)


def test_a_command_that_is_never_ready_is_ended(capsys: pytest.CaptureFixture[str]) -> None:
    order = {"command": ["/bin/sh", "-c", "echo still busy; exec sleep 600"], "address": None, "after": None}
    guarded = _guard.Guarded(order)
    reading = threading.Thread(target=guarded.read)
    reading.start()
    while not guarded.lines:
        guarded.over.wait(0.01)
    guarded.late()
    assert guarded.over.is_set()
    guarded.end()
    reading.join()
    assert guarded.child.returncode == -signal.SIGTERM
    [said] = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert _server.why(Engine(["npx", "groq mock"], {}), said) == (
        "npx 'groq mock' did not say that it listens within 60 s: still busy"
    )


def test_what_belongs_to_another_server_is_not_taken_over(tmp_path: Path) -> None:
    said = {
        "GROQ_MOCK_COMMAND": "groq-mock",
        "PATH": str(program(tmp_path, "groq-mock", "exit 1").parent),
        "GROQ_MOCK_PORT": "4010",
        "GROQ_MOCK_TLS": "1",
        "GROQ_MOCK_LOG_LEVEL": "silent",
        "GROQ_MOCK_JOURNAL_FILE": "journal.ndjson",
        "GROQ_MOCK_SCENARIOS": "mine",
        "GROQ_MOCK_CONTROL_TOKEN": "secret",
        "HOME": "/home/me",
    }
    [engine] = Search(said, tmp_path).engines()
    assert engine.token == "secret"
    assert sorted(engine.environ) == ["GROQ_MOCK_CONTROL_TOKEN", "GROQ_MOCK_SCENARIOS", "HOME", "PATH"]
    assert engine.command == [str(tmp_path / "groq-mock"), "--port", "0", "--host", "127.0.0.1"]


def test_a_token_opens_the_control_api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROQ_MOCK_COMMAND", f"'{NODE}' '{MAIN}'")
    monkeypatch.delenv("GROQ_MOCK_URL", raising=False)
    monkeypatch.setenv("GROQ_MOCK_CONTROL_TOKEN", "secret")
    with package.start() as mock:
        url = mock.env["GROQ_MOCK_CONTROL_URL"].removesuffix("/__mock")
        assert mock.journal() == []
        with package.connect(url) as by_environment, package.connect(url, token="secret") as by_word:
            assert by_environment.journal() == by_word.journal() == []
        monkeypatch.delenv("GROQ_MOCK_CONTROL_TOKEN")
        with pytest.raises(GroqMockError, match="In Python, give it with GROQ_MOCK_CONTROL_TOKEN or token=…"):
            package.connect(url)


def test_a_certificate_that_nobody_trusts_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ca = tmp_path / "ca.pem"
    monkeypatch.setenv("GROQ_MOCK_COMMAND", f"'{NODE}' '{MAIN}' --tls --tls-ca '{ca}'")
    monkeypatch.delenv("GROQ_MOCK_URL", raising=False)
    with pytest.raises(GroqMockError, match="CERTIFICATE_VERIFY_FAILED.*: name the file of its CA in SSL_CERT_FILE"):
        package.start()
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))
    with package.start() as mock:
        assert mock.url.startswith("https://") and mock.journal() == []


class Stranger(BaseHTTPRequestHandler):
    """A server of another kind or version."""

    health = b""

    def do_GET(self) -> None:
        self.send_response(200 if self.health else 404)
        self.end_headers()
        self.wfile.write(self.health or b"<html>")

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def stranger() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Stranger)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_server_of_another_version_is_told(stranger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Stranger, "health", b'{"status":"ok","version":"7.3.1"}')
    with pytest.raises(GroqMockError) as caught:
        package.connect(stranger)
    assert str(caught.value) == (
        f"The server at {stranger} is groq-mock 7.3.1, and this package is {__version__}: "
        f"install groq-mock 7.3.1 for Python, or start version {__version__} of the server."
    )


def test_a_server_of_another_kind_is_told(stranger: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for health in (b"", b"{}", b"[]", b"hello"):
        monkeypatch.setattr(Stranger, "health", health)
        with pytest.raises(GroqMockError, match=r"is not groq-mock: it answered GET /__mock/health with (200|404)\."):
            package.connect(stranger)


@pytest.mark.parametrize("url", ["", "mock:4010", "ftp://mock", "http://", "http://me:secret@mock", "http://mock/?x", "http://m:99999"])
def test_a_url_that_is_none_is_told(url: str) -> None:
    with pytest.raises(GroqMockError, match="The URL of the server is .*; expected one such as http://127.0.0.1:4010"):
        package.connect(url)


def test_plain_http_is_told_from_tls(server_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = server_url.replace("http:", "https:")
    with pytest.raises(GroqMockError, match=r": where it speaks plain HTTP, its URL begins with http://\.$"):
        package.connect(wrong)
    ca = tmp_path / "ca.pem"
    monkeypatch.setenv("GROQ_MOCK_COMMAND", f"'{NODE}' '{MAIN}' --tls --tls-ca '{ca}'")
    monkeypatch.delenv("GROQ_MOCK_URL", raising=False)
    monkeypatch.setenv("SSL_CERT_FILE", str(ca))
    with package.start() as mock:
        plain = mock.env["GROQ_MOCK_CONTROL_URL"].removesuffix("/__mock").replace("https:", "http:")
        with pytest.raises(GroqMockError, match=rf"^The server at {plain} speaks HTTPS: its URL begins with https://\.$"):
            package.connect(plain)


def test_what_is_wrong_with_a_question_is_told_at_its_place(server_url: str) -> None:
    with package.connect(server_url) as mock:
        with pytest.raises(GroqMockError, match=r'^"statu" is not known in match\n'):
            mock.verify(match={"statu": 429})


def test_a_base_url_of_an_sdk_is_told(server_url: str) -> None:
    with pytest.raises(GroqMockError, match=r"is not groq-mock: .* such as http://127.0.0.1:4010, without a path"):
        package.connect(f"{server_url}/openai/v1")


def test_the_version_is_that_of_the_server() -> None:
    package_json = Path(__file__).parents[2] / "package.json"
    assert __version__ == json.loads(package_json.read_text())["version"]
