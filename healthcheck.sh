#!/bin/sh
# The health check of the image: exit code 0 where the server answers. Port and TLS are those of the environment, or of the flags
# that process 1, the server, was started with. For plain HTTP no Node is started, which would cost more than the server at rest:
# bash asks, or the wget of an image without bash.
command_line=${1:-/proc/1/cmdline}

case "${GROQ_MOCK_PORT:-}" in '' | *[!0-9]*) port=4010 ;; *) port=$GROQ_MOCK_PORT ;; esac
case "${GROQ_MOCK_TLS:-}" in 1 | [Tt][Rr][Uu][Ee]) tls=yes ;; *) tls=${GROQ_MOCK_TLS_CERT:-} ;; esac

IFS='
'
set -f
before=
for word in $(tr '\0' '\n' <"$command_line" 2>/dev/null); do
  [ "$before" != --port ] || port=$word
  case "$word" in
    --port=*) port=${word#--port=} ;;
    --tls | --tls-cert | --tls-cert=*) tls=yes ;;
    --no-tls) tls= ;;
  esac
  before=$word
done

if [ -n "$tls" ]; then
  # the server is asked whether it is there, not who it is: its certificate need not be for this name
  exec node -e "
    const options = { host: '127.0.0.1', port: process.argv[1], path: '/__mock/health', rejectUnauthorized: false }
    require('node:https').get(options, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))
  " "$port"
elif command -v bash >/dev/null; then
  exec bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$0" && printf "GET /__mock/health HTTP/1.0\r\n\r\n" >&3 && read -r _ status _ <&3 && [ "$status" = 200 ]' "$port"
else
  exec wget -q -O /dev/null "http://127.0.0.1:$port/__mock/health"
fi
