# The ETL, the bot, the explore page and the model tools in one image. No install script needs to run: ONNX Runtime and FFmpeg
# (node-av) bring their programs in their packages, and Node is in the base.
ARG BASE=node:24-bookworm-slim

# Only the package files: as long as they stay the same, the packages below come from the build cache.
FROM ${BASE} AS manifests
WORKDIR /manifests
COPY . .
RUN find . -type f ! -name package.json ! -name package-lock.json ! -name .npmrc -delete && find . -type d -empty -delete

# What the shipped programs need at run time. Behind a registry or a certificate authority of your own, npm reads its configuration from
# build secrets, which are not kept: --secret id=npmrc,src=.npmrc --secret id=ca,src=ca.pem (with cafile=/run/secrets/ca in .npmrc).
# ONNX Runtime brings the programs of all systems: only those of this one are kept.
FROM ${BASE} AS packages
WORKDIR /app
COPY --from=manifests /manifests ./
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca \
    npm ci --omit=dev --ignore-scripts -w apps/etl -w apps/discord-bot -w apps/explore -w tools/models
RUN --mount=type=bind,source=tools/ci/src/prune-binaries.js,target=/tmp/prune-binaries.mjs \
    node /tmp/prune-binaries.mjs /app && test -d node_modules/onnxruntime-node/bin/napi-v*/linux/"$(node -p process.arch)"

# The explore page, built here: the image has neither Vite nor the packages that only the page loads.
FROM packages AS page
RUN --mount=type=cache,target=/root/.npm --mount=type=secret,id=npmrc,target=/root/.npmrc --mount=type=secret,id=ca \
    npm install --no-save --ignore-scripts -w apps/explore
COPY tsconfig.json ./
COPY libs libs
COPY apps/explore apps/explore
RUN node apps/explore/src/cli/build-page.js

FROM ${BASE}
WORKDIR /app
ENV NODE_ENV=production
COPY --from=packages /app ./
COPY libs libs
COPY apps apps
COPY tools/models tools/models
COPY --from=page /app/apps/explore/dist apps/explore/dist
# The folders that are written to: the embedded store's, the models' and that of Node's compile cache.
RUN mkdir -p data /models node_modules/.cache && chown node:node data /models node_modules/.cache
USER node
CMD ["node", "--max-semi-space-size=1", "--no-concurrent-marking", "apps/etl/src/cli/etl.js"]
