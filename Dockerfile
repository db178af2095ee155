# groq-mock as an image. Build: docker build -t groq-mock .
# Any image with Node 20.19 or later, npm, and bash or wget will do as base; name one by digest for builds that repeat exactly.
ARG NODE_IMAGE=node:24-bookworm-slim

# what is built is the same for every architecture, so it is built on the one at hand
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY build.mjs bundle.mjs compile-validators.mjs describe-control.mjs tsconfig.json tsconfig.build.json ./
COPY src src
COPY scenarios scenarios
# the maps lead to sources that the image does not have
RUN npm run build && find dist -name '*.map' -delete && chmod 755 dist/main.js

# Node and the system below it, without what installs and builds
FROM ${NODE_IMAGE} AS lean
RUN rm -rf /usr/local/lib/node_modules /usr/local/include /usr/local/share/doc /usr/local/share/man /usr/local/CHANGELOG.md \
      /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /usr/local/bin/yarn /usr/local/bin/yarnpkg /opt/yarn* \
      /usr/share/locale /usr/share/man /usr/share/info /var/cache/* /var/log/* /root/.npm /tmp/* \
 && mkdir /scenarios \
 && ln -s /app/dist/main.js /usr/local/bin/groq-mock

# begun anew, as a layer that removes something leaves it in the one below
FROM scratch
COPY --from=lean / /
ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    NODE_ENV=production \
    GROQ_MOCK_HOST=0.0.0.0 \
    GROQ_MOCK_SCENARIOS=/scenarios
WORKDIR /app
COPY package.json LICENSE healthcheck.sh ./
COPY scenarios scenarios
COPY conformance conformance
COPY --from=build /app/dist dist

# by number, as Kubernetes can't tell of a name that it is not root (runAsNonRoot); it owns no file and writes none
USER 1000:1000
EXPOSE 4010
STOPSIGNAL SIGTERM
# The first check runs after one interval, and compose waits for it: so it is short, and there is no start period (Docker 25
# and later would check every 5 s during one).
HEALTHCHECK --interval=2s --timeout=2s --retries=5 CMD ["sh", "/app/healthcheck.sh"]
# `docker run IMAGE --scenario outage`, `docker run IMAGE errors` and `docker run IMAGE groq-mock errors` all work. The shell makes
# way for node, which is process 1: the server handles SIGTERM itself and starts no other process, so it needs no init
ENTRYPOINT ["sh", "-c", "[ \"$1\" != groq-mock ] || shift; exec node /app/dist/main.js \"$@\"", "groq-mock"]
CMD []
