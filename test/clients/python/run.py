"""Runs all tests of the Python clients at once; the last line says how many passed and failed."""

import faulthandler
import sys
import unittest
from concurrent.futures import ThreadPoolExecutor

from clients import CLIENTS
from mock import Mock
from proofs import proofs

AT_ONCE = 32
MOST_SECONDS = 240


def run(test):
    """Runs one test and says what came of it."""
    result = unittest.TestResult()
    test.run(result)
    faults = [trace for _, trace in result.failures + result.errors]
    lines = [f"{'FAILED' if faults else 'ok'} {test.shortDescription()}", *faults, ""]
    sys.stdout.write("\n".join(lines))
    return not faults


def main():
    """Runs everything against one mock; fails where a test fails."""
    faulthandler.dump_traceback_later(MOST_SECONDS, exit=True)
    with Mock() as mock, ThreadPoolExecutor(AT_ONCE) as pool:
        passed = list(pool.map(run, proofs(mock, CLIENTS)))
    print(f"{passed.count(True)} passed, {passed.count(False)} failed")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
