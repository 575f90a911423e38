# The production image: Node runs the TypeScript as it is, so nothing of the service is built; the pages that browsers load are, in a
# stage of its own whose tools stay there. Postgres and Redis are elsewhere; src/dev, with its embedded servers, never enters the
# image (.dockerignore), nor do devDependencies: the `node` package among them serves machines with an older Node, here the base
# image brings the right one.

ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# No production dependency needs an install script.
RUN npm ci --omit=dev --ignore-scripts

FROM node:${NODE_VERSION}-bookworm-slim AS pages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# Nor does the build of the pages.
RUN npm ci --ignore-scripts
COPY tsconfig.json ./
COPY src/console ./src/console
RUN ["node", "node_modules/vite/bin/vite.js", "build", "--config", "src/console/vite.config.ts"]

FROM node:${NODE_VERSION}-bookworm-slim
ENV NODE_ENV=production
ENV HTTP_PORT=8080
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json ./
COPY machines ./machines
COPY migrations ./migrations
COPY src ./src
COPY --from=pages /app/src/console/dist ./src/console/dist

# The base image's unprivileged user, by number, so that Kubernetes can verify runAsNonRoot.
RUN install --directory --owner=1000 --group=1000 /app/.compile-cache
USER 1000:1000

# Compiled code is cached at build time, so a root file system that is read-only profits too: start-up takes about half the
# time, which counts when a hand-off waits for us. Every role is loaded once. Node keys the cache by user: build it as the
# user that runs; under another runAsUser the service starts all the same, only without the cache.
ENV NODE_COMPILE_CACHE=/app/.compile-cache
RUN node --input-type=module --eval "await import('/app/src/api-process.ts'); await import('/app/src/worker.ts'); process.exit(0)"

EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "--eval", "fetch(`http://127.0.0.1:${process.env.HTTP_PORT}/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

# No init such as tini: as PID 1, Node gets SIGTERM because main.ts installs a handler (PID 1 has no default action), and an
# init's other duty, reaping, has no work, for the service starts no child processes. Exec form, so no shell swallows the signal.
# Give the container at least the drain time of the configuration before SIGKILL.
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "src/main.ts"]
CMD ["all"]
