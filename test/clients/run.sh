#!/usr/bin/env bash
# Tries groq-mock with clients that need an install of their own: further SDKs for Node, SDKs in a browser, the SDKs and
# frameworks for Python, clients for Go, curl, Prometheus, the language server that editors read scenarios with, and test runners. A suite that
# can't be installed is skipped; one that was installed counts. Needs a build, asks nothing.
set -u
cd "$(dirname "$0")/../.."
here=$PWD/test/clients
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
results=()
code=0

# the settings of whoever runs this must reach neither the mock nor the clients
unset ${!GROQ_@} ${!OPENAI_@} ${!LANGCHAIN_@} ${!LANGSMITH_@}
export NO_PROXY="127.0.0.1${NO_PROXY:+,$NO_PROXY}"
export no_proxy=$NO_PROXY

# Notes how many tests of a suite passed and failed; a suite that broke off has failed.
note() {
  local suite=$1 ended=$2 passed=${3:-0} failed=${4:-0}
  if [ "$failed" -eq 0 ] && { [ "$ended" -ne 0 ] || [ "$passed" -eq 0 ]; }; then failed=1; fi
  [ "$failed" -eq 0 ] || code=1
  results+=("clients $suite: $passed passed, $failed failed")
}

# Notes that a suite was not run, and why.
skip() {
  results+=("skipped: $1 clients: $2")
}

# Installs what a suite for `node --test` needs.
install_node() {
  local suite=$1
  npm ci --prefix "$here/$suite" --ignore-scripts --no-audit --no-fund --engine-strict=false \
    --fetch-timeout=30000 --fetch-retries=1 >"$work/npm.log" 2>&1 && return
  skip "$suite" "npm ci failed ($(sed -n 's/^npm error code //p' "$work/npm.log" | head -n 1))"
  return 1
}

# Runs such a suite, with more flags for Node.
run_node() {
  local suite=$1 tap="$work/$1.tap"
  shift
  node --test --test-timeout=300000 "$@" \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=tap --test-reporter-destination="$tap" "$here/$suite"/*.test.mjs
  local ended=$?
  # a test that was cancelled did not pass
  note "$suite" "$ended" "$(awk '/^# pass /{print $3}' "$tap")" "$(awk '/^# (fail|cancelled) /{sum += $3} END {print sum + 0}' "$tap")"
}

# The suite for Node.
node_clients() {
  install_node node && run_node node --test-concurrency=3
}

# Whether a Chromium is to be had: of this machine, or else one that is fetched. What is missing is installed on CI alone.
have_browser() {
  local name
  for name in chromium chromium-browser google-chrome google-chrome-stable; do
    if command -v "$name" >/dev/null; then return; fi
  done
  if timeout 90 "$here/browser/node_modules/.bin/playwright-core" install chromium-headless-shell >"$work/browser.log" 2>&1; then return; fi
  [ "${CI:-}" = true ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null || return 1
  timeout 180 sh -c 'apt-get update && apt-get install --yes --no-install-recommends chromium' >"$work/browser.log" 2>&1
}

# The suite for a browser: SDKs in a page, the report of a drill, and the console.
browser_clients() {
  install_node browser || return
  if have_browser; then run_node browser; else skip browser 'there is no Chromium here, and none could be installed'; fi
}

# A Prometheus that scrapes the mock, with the queries of the dashboard; promtool comes with it. It is installed on CI alone.
prometheus_clients() {
  if ! command -v prometheus >/dev/null || ! command -v promtool >/dev/null; then
    if ! { [ "${CI:-}" = true ] && [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null &&
      timeout 180 sh -c 'apt-get update && apt-get install --yes --no-install-recommends prometheus' >"$work/prometheus.log" 2>&1; }; then
      skip prometheus 'there is no prometheus and promtool here (Debian: prometheus)'
      return
    fi
  fi
  run_node prometheus
}

# What curl makes of HTTPS and HTTP/2; it needs no install.
curl_clients() {
  if ! command -v curl >/dev/null; then
    skip curl 'there is no curl'
  elif ! curl --version | grep -qw HTTP2; then
    skip curl 'this curl has no HTTP/2'
  else
    run_node curl
  fi
}

# The language server of editors, in which scenarios are opened.
editor_clients() {
  install_node editor && run_node editor --test-concurrency=3
}

# Makes an environment for Python with what a file of requirements lists; says why where it can't.
venv() {
  local folder=$1 requirements=$2 log="$1.log"
  if ! command -v python3 >/dev/null; then
    echo 'there is no python3'
  elif ! python3 -m venv "$folder" >"$log" 2>&1; then
    echo 'python3 can not make a venv'
  elif ! "$folder/bin/python" -m pip install --quiet --only-binary=:all: --timeout 15 --retries 1 -r "$requirements" >"$log" 2>&1; then
    echo "pip install failed ($(grep '^ERROR:' "$log" | tail -n 1 | sed 's#[a-z]*://[^ ]*#…#g'))"
  else
    return 0
  fi
  return 1
}

# Begins to make an environment beside everything else: the frameworks are large.
begin_venv() {
  venv "$1" "$2" >"$1.why" &
}

# Runs a suite for Python in an environment that was begun before, once it is there.
python_suite() {
  local name=$1 folder=$2 script=$3 pid=$4
  local python="$folder/bin/python" log="$folder.run.log"
  if ! wait "$pid"; then
    skip "$name" "$(cat "$folder.why")"
    return
  fi
  "$python" -B "$script" 2>"$folder.err" | tee "$log"
  local ended=${PIPESTATUS[0]}
  # what frameworks report of errors that they were to meet is noise, unless the suite broke off
  grep -q ' passed, ' "$log" || tail -n 40 "$folder.err"
  counted "$name" "$ended" "$log"
}

# Notes what the last line of a log says: `12 passed, 0 failed`.
counted() {
  local counts='s/^\([0-9]*\) passed, \([0-9]*\) failed$'
  note "$1" "$2" "$(sed -n "$counts/\\1/p" "$3")" "$(sed -n "$counts/\\2/p" "$3")"
}

# Builds and runs the suite for Go.
go_clients() {
  local suite="$work/go-clients"
  if ! command -v go >/dev/null; then
    skip go 'there is no go'
    return
  fi
  if ! (cd "$here/go" && timeout 120 go build -o "$suite" .) >"$work/go.log" 2>&1; then
    skip go "go build failed ($(tail -n 1 "$work/go.log" | sed 's#[a-z]*://[^ ]*#…#g'))"
    return
  fi
  timeout 240 "$suite" "$here/launcher.mjs" | tee "$work/go.run.log"
  counted go "${PIPESTATUS[0]}" "$work/go.run.log"
}

# Runs the examples of test runners with the packed library.
runner_examples() {
  local log="$work/runners.log"
  node "$here/runners/run.mjs" | tee "$log" | grep -vE '^(clients runners|skipped):'
  local ended=${PIPESTATUS[0]} counts='s/^clients runners: \([0-9]*\) passed, \([0-9]*\) failed$'
  mapfile -t -O "${#results[@]}" results < <(grep '^skipped:' "$log")
  if grep -q '^skipped:' "$log" && grep -q '^clients runners: 0 passed, 0 failed' "$log"; then return; fi
  note runners "$ended" "$(sed -n "$counts/\\1/p" "$log")" "$(sed -n "$counts/\\2/p" "$log")"
}

# Runs the tests that Groq's Python SDK has of itself, those of its endpoints, against a mock in which anything goes.
sdk_own_tests() {
  local python="$work/venv/bin/python" sources="$work/sources" log="$work/own.log" mock url
  [ -x "$python" ] || { skip 'sdk own' 'there is no venv'; return; }
  if ! "$python" -m pip download --quiet --no-deps --no-binary=:all: --timeout 15 --retries 1 --dest "$sources" \
    "$(grep '^groq==' "$here/python/requirements.txt")" >"$work/pip.log" 2>&1 \
    || ! "$python" -m pip install --quiet --only-binary=:all: --timeout 15 --retries 1 \
      -r "$here/python/own-tests.txt" >"$work/pip.log" 2>&1; then
    skip 'sdk own' "pip failed ($(grep '^ERROR:' "$work/pip.log" | tail -n 1 | sed 's#[a-z]*://[^ ]*#…#g'))"
    return
  fi
  tar -xzf "$sources"/groq-*.tar.gz -C "$sources" || { skip 'sdk own' 'the sources can not be unpacked'; return; }
  node dist/main.js serve --port 0 --log-format json --scenario "$here/python/anything-goes.yaml" >"$work/mock.log" 2>&1 &
  mock=$!
  for _ in $(seq 300); do
    url=$(sed -n 's/.*listens on \(http:[^ ]*\) with.*/\1/p' "$work/mock.log")
    [ -z "$url" ] || break
    sleep 0.1
  done
  (cd "$sources"/groq-*/ && TEST_API_BASE_URL=$url timeout 180 "$python" -m pytest -q -n 2 -p no:cacheprovider tests/api_resources) >"$log" 2>&1
  local ended=$?
  kill "$mock"
  [ "$ended" -eq 0 ] || tail -n 40 "$log"
  note 'sdk own' "$ended" "$(sed -n 's/^\(.* \)\{0,1\}\([0-9]*\) passed.*/\2/p' "$log" | tail -n 1)" \
    "$(sed -n 's/^\(.* \)\{0,1\}\([0-9]*\) failed.*/\2/p' "$log" | tail -n 1)"
}

if [ ! -f dist/index.js ]; then
  echo 'There is no dist folder; run npm run build first.'
  exit 1
fi
begin_venv "$work/venv" "$here/python/requirements.txt" </dev/null
sdks=$!
begin_venv "$work/frameworks" "$here/frameworks/requirements.txt" </dev/null
frameworks=$!
node_clients </dev/null
browser_clients </dev/null
editor_clients </dev/null
runner_examples </dev/null
curl_clients </dev/null
prometheus_clients </dev/null
python_suite python "$work/venv" "$here/python/run.py" "$sdks" </dev/null
sdk_own_tests </dev/null
go_clients </dev/null
python_suite 'python frameworks' "$work/frameworks" "$here/frameworks/run.py" "$frameworks" </dev/null
printf '%s\n' "${results[@]}"
exit "$code"
