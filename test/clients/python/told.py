"""Runs tests one by one."""

import sys
import unittest


def told(test):
    """Runs one test and says what came of it."""
    result = unittest.TestResult()
    test.run(result)
    faults = [trace for _, trace in result.failures + result.errors]
    lines = [f"{'FAILED' if faults else 'ok'} {test.shortDescription()}", *faults, ""]
    sys.stdout.write("\n".join(lines))
    return not faults
