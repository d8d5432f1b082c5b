# Known Good: one image for every role. Build: docker build -t known-good .
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY .swcrc tsconfig.json ./
COPY apps apps
COPY libs libs
# The image brings its own Node, so the one that npm installed stays behind.
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/node node_modules/node-* node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production KNOWN_GOOD_DATA=/data HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
RUN mkdir /data /keys && chown node:node /data /keys
USER node
VOLUME /data
CMD ["node", "--no-warnings", "dist/apps/server/src/main.js"]
