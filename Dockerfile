# groq-mock as an image. Build: docker build -t groq-mock .
# Any image with Node 20.19 or later, npm and a user "node" will do as base; name one by digest for builds that repeat exactly.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY build.mjs tsconfig.json tsconfig.build.json ./
COPY src src
# the maps lead to sources that the image does not have
RUN npm run build && find dist -name '*.map' -delete && rm dist/.tsbuildinfo

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
COPY --from=build /app/dist dist

USER node
EXPOSE 4010
STOPSIGNAL SIGTERM
# The first check runs after one interval, and compose waits for it: so it is short, and there is no start period (Docker 25
# and later would check every 5 s during one). A port that is not 4010 is to be given as GROQ_MOCK_PORT, for the check reads that.
HEALTHCHECK --interval=2s --timeout=2s --retries=5 CMD ["node", "-e", "const port = /^[0-9]+$/.test(process.env.GROQ_MOCK_PORT) ? process.env.GROQ_MOCK_PORT : 4010; fetch('http://127.0.0.1:' + port + '/__mock/health').then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# node is process 1: the server handles SIGTERM itself and starts no other process, so it needs no init
ENTRYPOINT ["node", "/app/dist/main.js"]
CMD []
