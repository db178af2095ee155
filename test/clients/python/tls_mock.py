"""A running mock that speaks HTTPS, and what it tells its clients to set."""

import os
import re
import subprocess
from threading import Thread

from mock import LAUNCHER, Mock

PRINTED = re.compile(r"\b([A-Z_]+)=([^\s\"]+)")
WANTED = {"GROQ_BASE_URL", "OPENAI_BASE_URL", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE"}


class TlsMock(Mock):
    """`groq-mock serve --tls`; what it prints to be set is set in this process, and nothing else is."""

    def __enter__(self):
        self.process = subprocess.Popen(
            ["node", str(LAUNCHER), "--tls", "--log-format", "json"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        printed = {}
        for line in self.process.stdout:
            printed.update(PRINTED.findall(line))
            if WANTED <= printed.keys():
                break
        else:
            raise RuntimeError(f"the mock printed {printed} and ended; is there a dist folder?")
        os.environ.update(printed)
        self.url = printed["GROQ_BASE_URL"]
        # a pipe that nobody empties would fill
        Thread(target=lambda: all(self.process.stdout), daemon=True).start()
        return self
