"""Runs all tests of the frameworks at once; the last line says how many passed and failed."""

import faulthandler
import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import Request, urlopen

# nothing is fetched from elsewhere and nothing is reported to anyone
os.environ.update(LITELLM_LOCAL_MODEL_COST_MAP="True", OPENAI_AGENTS_DISABLE_TRACING="1")
sys.path.append(str(Path(__file__).parents[1] / "python"))

from agent_frameworks import all_agents
from single_calls import with_instructor, with_langchain, with_litellm
from mock import Mock
from object_makers import makers
from proofs import CALLS_WEATHER, LENIENT_STATE, made_by, proofs
from told import told

AT_ONCE = 8
MOST_SECONDS = 240


def main():
    """Runs everything against one mock; fails where a test fails."""
    faulthandler.dump_traceback_later(MOST_SECONDS, exit=True)
    frameworks = [with_instructor(), *all_agents(), with_litellm(), with_langchain()]
    with Mock() as mock, ThreadPoolExecutor(AT_ONCE) as pool:
        for name, scenario in {"calls-weather": CALLS_WEATHER, "lenient-state": LENIENT_STATE}.items():
            url = f"{mock.url}/__mock/scenarios/{name}"
            body = json.dumps(scenario).encode()
            urlopen(Request(url, body, {"content-type": "application/json"}, method="PUT")).close()
        passed = list(pool.map(told, [*proofs(mock, frameworks), *made_by(mock, makers)]))
    print(f"{passed.count(True)} passed, {passed.count(False)} failed")
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
