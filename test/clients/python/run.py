"""Runs all tests of the Python clients at once; the last line says how many passed and failed."""

import faulthandler
import sys
from concurrent.futures import ThreadPoolExecutor

from clients import CLIENTS
from http2_proofs import http2_proofs
from mock import Mock
from proofs import proofs
from tls_mock import TlsMock
from told import told

AT_ONCE = 32
MOST_SECONDS = 240


def main():
    """Runs everything against one mock, and one that speaks HTTPS; fails where a test fails."""
    faulthandler.dump_traceback_later(MOST_SECONDS, exit=True)
    with Mock() as mock, TlsMock() as safe, ThreadPoolExecutor(AT_ONCE) as pool:
        passed = list(pool.map(told, proofs(mock, CLIENTS) + http2_proofs(safe)))
    print(f"{passed.count(True)} passed, {passed.count(False)} failed")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
