"""What can start a server here."""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ._errors import GroqMockError

IMAGE = "groq-mock"
#: Variables of the server that count for one that is started here. A port, an address or a file of another is not taken over.
KEPT = ("SCENARIO", "SCENARIOS", "SEED", "SPEED", "SESSION_TTL", "KEEP_BODIES", "CONTROL_TOKEN")
INSPECT_SECONDS = 20


@dataclass(frozen=True)
class Engine:
    """A command that starts a server, and prints where it listens."""

    command: list[str]
    environ: dict[str, str]
    #: Whether it is there for certain: then it is an error where it does not start.
    certain: bool = True
    #: Prints the port at which it can be reached from here, where that is not the one that it prints itself.
    address: list[str] | None = None
    #: Cleans up behind it.
    after: list[str] | None = None
    #: The token of its control API.
    token: str | None = None

    @property
    def words(self) -> str:
        """The command as it is written in a shell."""
        return shlex.join(self.command)


@dataclass
class Search:
    """Where a server was looked for, and why there was none."""

    environ: Mapping[str, str]
    folder: Path
    missed: list[str] = field(default_factory=list[str])

    def which(self, name: str) -> str | None:
        """The path of a program."""
        return shutil.which(name, path=self.environ.get("PATH", os.defpath))

    def engines(self) -> Iterator[Engine]:
        """What may start one, the nearest first."""
        said = self.environ.get("GROQ_MOCK_COMMAND", "")
        if said.strip():
            yield self._commanded(said)
            return
        for find in (self._in_project, self._on_path, self._with_npx, self._in_container):
            found = find()
            if isinstance(found, str):
                self.missed.append(found)
            else:
                yield found

    def _environ(self) -> dict[str, str]:
        own = {f"GROQ_MOCK_{name}" for name in KEPT}
        return {name: value for name, value in self.environ.items() if not name.startswith("GROQ_MOCK_") or name in own}

    def _local(self, command: list[str], certain: bool = True) -> Engine:
        flags = [] if "--port" in command else ["--port", "0"]
        flags += [] if "--host" in command else ["--host", "127.0.0.1"]
        token = self.environ.get("GROQ_MOCK_CONTROL_TOKEN") or None
        return Engine([*command, *flags], self._environ(), certain, token=token)

    def _commanded(self, said: str) -> Engine:
        try:
            words = shlex.split(said, posix=os.name == "posix")
        except ValueError as error:
            raise GroqMockError(f"GROQ_MOCK_COMMAND is {said!r}, which is no command: {error}.") from None
        program = self.which(words[0])
        if program is None:
            raise GroqMockError(f"GROQ_MOCK_COMMAND is {said!r}, and there is no program {words[0]!r} here.")
        return self._local([program, *words[1:]])

    def _in_project(self) -> Engine | str:
        for folder in (self.folder, *self.folder.parents):
            main = folder / "node_modules" / "groq-mock" / "dist" / "main.js"
            if main.is_file():
                node = self.which("node")
                return f"there is no Node to run {main}" if node is None else self._local([node, str(main)])
        return f"no node_modules at or above {self.folder} has groq-mock"

    def _on_path(self) -> Engine | str:
        program = self.which("groq-mock")
        return "there is no groq-mock on PATH" if program is None else self._local([program])

    def _with_npx(self) -> Engine | str:
        npx = self.which("npx")
        # what is not on this machine is not fetched: a test run downloads nothing that nobody asked for
        return "there is no npx" if npx is None else self._local([npx, "--offline", "--no", "groq-mock"], certain=False)

    def _in_container(self) -> Engine | str:
        image = self.environ.get("GROQ_MOCK_IMAGE") or IMAGE
        programs = [(name, self.which(name)) for name in ("docker", "podman")]
        there = [(name, program) for name, program in programs if program is not None]
        for _, program in there:
            if self._has_image(program, image):
                return self._contained(program, image)
        if not there:
            return "there is neither docker nor podman"
        return f"{' and '.join(name for name, _ in there)} can give no image {image}"

    def _has_image(self, program: str, image: str) -> bool:
        try:
            asked = subprocess.run(
                [program, "image", "inspect", image],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=INSPECT_SECONDS,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return asked.returncode == 0

    def _contained(self, program: str, image: str) -> Engine:
        name = f"groq-mock-{os.getpid()}-{secrets.token_hex(4)}"
        # not bound to loopback inside, so its control API needs a token
        token = self.environ.get("GROQ_MOCK_CONTROL_TOKEN") or secrets.token_urlsafe(24)
        run = [program, "run", "--rm", "--name", name, "--publish", "127.0.0.1::4010", "--env", "GROQ_MOCK_CONTROL_TOKEN"]
        return Engine(
            [*run, image],
            {**self._environ(), "GROQ_MOCK_CONTROL_TOKEN": token},
            address=[program, "port", name, "4010"],
            after=[program, "rm", "--force", name],
            token=token,
        )
