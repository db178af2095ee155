"""A running mock, and what its journal says."""

import json
import subprocess
import time
from pathlib import Path
from urllib.request import Request, urlopen

LAUNCHER = Path(__file__).parents[1] / "launcher.mjs"
# who waits so long waits for what does not come, however busy the machine is
LONGEST_SECONDS = 20


class Mock:
    """A mock in a process of its own; it stops when its standard input is closed."""

    def __enter__(self):
        self.process = subprocess.Popen(
            ["node", str(LAUNCHER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.url = self.process.stdout.readline().strip()
        if not self.url.startswith("http://127.0.0.1:"):
            raise RuntimeError("the mock did not start; is there a dist folder?")
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=LONGEST_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()

    def control(self, path, method="GET", body=None):
        """What the control API answers to a path."""
        content = None if body is None else json.dumps(body).encode()
        headers = {} if body is None else {"content-type": "application/json"}
        asked = Request(f"{self.url}/__mock{path}", method=method, data=content, headers=headers)
        with urlopen(asked, timeout=LONGEST_SECONDS) as answer:
            return json.load(answer)

    def begin(self, session, scenario):
        """Makes a session with a scenario of its own."""
        self.control(f"/sessions/{session}", "PUT", {"scenario": {"about": "A test.", **scenario}})

    def entries(self, session, expected):
        """The entries that a session's journal has, once there are as many as expected."""
        give_up_at = time.monotonic() + LONGEST_SECONDS
        while True:
            entries = self.control(f"/sessions/{session}/journal?limit=1000")["entries"]
            if len(entries) >= expected:
                return entries
            if time.monotonic() > give_up_at:
                raise AssertionError(f"the journal of {session} has {len(entries)} of {expected} entries")
            # an entry is written when its exchange is over, which may be after the client has read the answer
            time.sleep(0.02)
