#!/usr/bin/env bash
# Builds the Python package, installs its wheel beside SDKs and pytest into an environment of its own, and tests what was installed:
# its tests on two workers, its types, and the example. Skipped where there is no Python for it, or nothing can be installed.
# Needs a build of groq-mock, asks nothing.
set -u
cd "$(dirname "$0")/../../.."
root=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# the settings of whoever runs this must reach neither the mock nor the clients
unset ${!GROQ_@} ${!OPENAI_@} ${!LANGCHAIN_@} ${!LANGSMITH_@} ${!PYTEST_@}
export GROQ_MOCK_COMMAND="node '$root/dist/main.js'" GROQ_MOCK_REQUIRED=1

skip() {
  echo "skipped: the Python package: $1"
  exit 0
}

# What the last line of a log of pip or pytest says of an error, without addresses.
shown() {
  grep '^ERROR' "$1" | tail -n 1 | sed 's#[a-z]*://[^ ]*#…#g'
}

# The first Python that is new enough.
python_here() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11 python3.10; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      echo "$name"
      return
    fi
  done
  return 1
}

[ -f dist/main.js ] || { echo 'There is no dist folder; run npm run build first.'; exit 1; }
name=$(python_here) || skip 'there is no Python 3.10 or newer'
"$name" -m venv "$work/venv" >"$work/venv.log" 2>&1 || skip "$name can not make a venv"
python="$work/venv/bin/python"
# only what is imported is compiled, and nothing of it is written beside the sources
unset PYTHONDONTWRITEBYTECODE
export PYTHONPYCACHEPREFIX="$work/compiled"
install=("$python" -m pip install --quiet --no-compile --only-binary=:all: --timeout 15 --retries 1)
"${install[@]}" -r test/clients/python-package/requirements.txt >"$work/pip.log" 2>&1 || skip "pip install failed ($(shown "$work/pip.log"))"

passed=0
failed=0

# Counts what must hold by itself: a step that ended well, or not.
step() {
  local title=$1
  shift
  if "$@" >"$work/step.log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAILED  $title"
    tail -n 60 "$work/step.log"
  fi
}

# Checks types, of what is installed where it is not said otherwise.
types() {
  (cd "$1" && "$python" -m mypy --strict --python-version 3.10 --config-file= --cache-dir "$work/mypy" "$2")
}

# Runs pytest and counts its tests; one that was skipped did not pass, for all is here that they need.
tests() {
  local log="$work/tests.log" kind count
  (cd "$1" && shift && timeout 400 "$python" -m pytest -q -rs -p no:cacheprovider -p no:langsmith_plugin -p no:anyio "$@") >"$log" 2>&1
  local ended=$? before=$((passed + failed))
  while read -r count kind; do
    case $kind in
      passed) passed=$((passed + count)) ;;
      failed | error | errors | skipped) failed=$((failed + count)) ;;
    esac
  done < <(tail -n 1 "$log" | grep -oE '[0-9]+ [a-z]+')
  if [ "$ended" -ne 0 ] || [ "$before" -eq $((passed + failed)) ]; then
    tail -n 200 "$log"
    [ "$failed" -gt 0 ] || failed=1
  fi
}

# the wheel is built from the sdist, so both are whole
step 'the package is built' "$python" -m build --no-isolation --outdir "$work/dist" python
step 'the wheel can be installed' "${install[@]}" --no-deps --no-index "$work"/dist/groq_mock-*.whl
step 'the wheel needs nothing' "$python" -m pip check
step 'the sdist has the license of the project' cmp LICENSE python/LICENSE
step 'its types' types python src
step 'the types of the wheel, as they are used' types python/tests typed_use.py
tests python -n 2
tests examples/pytest

echo "clients pytest: $passed passed, $failed failed"
[ "$failed" -eq 0 ]
