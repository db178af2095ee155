"""The README is true: what stands in it is run as it stands there."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import metadata

import pytest

# what the wheel has is what a registry shows
BLOCKS = re.findall(r"```python\n(.*?)```(?:\n\n```text\n(.*?)```)?", str(metadata("groq-mock").get_payload()), re.DOTALL)
TESTS = [code for code, _ in BLOCKS if "def test_" in code and "unittest.TestCase" not in code]
CASES = [code for code, _ in BLOCKS if "unittest.TestCase" in code]
SCRIPTS = [(code, printed) for code, printed in BLOCKS if printed]


def test_the_readme_is_in_the_package() -> None:
    assert (len(TESTS), len(CASES), len(SCRIPTS)) == (3, 1, 1) and len(BLOCKS) == 5


def test_its_tests_pass(inner: pytest.Pytester) -> None:
    inner.makepyfile("\n".join(TESTS))
    inner.runpytest_inprocess("-q", "-p", "no:xdist", "-p", "no:cacheprovider").assert_outcomes(passed=4)


def test_its_testcases_pass_without_pytest(inner: pytest.Pytester) -> None:
    inner.makepyfile(test_case=CASES[0])
    run = subprocess.run([sys.executable, "-m", "unittest", "test_case"], capture_output=True, text=True, check=False)
    assert run.returncode == 0 and "Ran 1 test" in run.stderr, run.stderr


@pytest.mark.parametrize(("code", "printed"), SCRIPTS)
def test_its_scripts_print_what_it_says(inner: pytest.Pytester, code: str, printed: str) -> None:
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (run.stdout, run.returncode) == (printed, 0), run.stderr
