# The ETL, the bot and every other command in one image. Node 24 is in the base; no install script needs to run:
# ONNX Runtime and FFmpeg (node-av) bring their programs in their packages.
FROM node:24-bookworm-slim
WORKDIR /app
COPY . .
RUN npm ci --omit=dev --ignore-scripts && npm cache clean --force && mkdir -p data /models node_modules/.cache && chown node:node data /models node_modules/.cache
USER node
ENV NODE_ENV=production
CMD ["node", "--max-semi-space-size=1", "--no-concurrent-marking", "--import", "./libs/command-line/src/compile-cache.js", "apps/etl/src/cli/etl.ts"]
