# groq-mock as an image. Build: docker build -t groq-mock .
# Any image with Node 20.19 or later, npm, and bash or wget will do as base; name one by digest for builds that repeat exactly.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY build.mjs compile-validators.mjs tsconfig.json tsconfig.build.json ./
COPY src src
# the maps lead to sources that the image does not have
RUN npm run build && find dist -name '*.map' -delete

FROM ${NODE_IMAGE}
ENV NODE_ENV=production \
    GROQ_MOCK_HOST=0.0.0.0 \
    GROQ_MOCK_SCENARIOS=/scenarios
WORKDIR /app
COPY package.json package-lock.json ./
# the cache and the logs of npm go again in the step that made them, so no layer holds them
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund --cache /tmp/npm \
 && rm -rf /tmp/* /root/.npm \
 && mkdir /scenarios
COPY LICENSE ./
COPY scenarios scenarios
COPY conformance conformance
COPY --from=build /app/dist dist

# by number, as Kubernetes can't tell of a name that it is not root (runAsNonRoot); it owns no file and writes none
USER 1000:1000
EXPOSE 4010
STOPSIGNAL SIGTERM
# The first check runs after one interval, and compose waits for it: so it is short, and there is no start period (Docker 25
# and later would check every 5 s during one). A port that is not 4010 is to be given as GROQ_MOCK_PORT, for the check reads that.
# No Node is started for it, which would cost more than the server at rest: bash asks, or the wget of an image without bash.
HEALTHCHECK --interval=2s --timeout=2s --retries=5 CMD \
  case "$GROQ_MOCK_PORT" in '' | *[!0-9]*) port=4010 ;; *) port=$GROQ_MOCK_PORT ;; esac; \
  if command -v bash >/dev/null; then \
    exec bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$0" && printf "GET /__mock/health HTTP/1.0\r\n\r\n" >&3 && read -r _ status _ <&3 && [ "$status" = 200 ]' "$port"; \
  else exec wget -q -O /dev/null "http://127.0.0.1:$port/__mock/health"; fi
# node is process 1: the server handles SIGTERM itself and starts no other process, so it needs no init
ENTRYPOINT ["node", "/app/dist/main.js"]
CMD []
