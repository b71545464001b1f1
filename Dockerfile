# The bot with what it runs on and nothing else; its data folder, its settings and a debate of your own
# come from outside: docker run -v ./my-debate:/app/corpus:ro -v debat-data:/app/data --env-file .env IMAGE
FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
# The image is a Node 24: without install scripts the package that brings one to other machines stays empty.
RUN npm ci --omit=dev --ignore-scripts
COPY src src
COPY corpus corpus
COPY prompts prompts
RUN mkdir data node_modules/.cache && chown node data node_modules/.cache
USER node
ENV NODE_ENV=production PORT=3000
EXPOSE 3000
VOLUME /app/data
# Says whether this process can answer: the same address that a load balancer asks.
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "--eval", "fetch('http://127.0.0.1:'+process.env.PORT+'/health').then(({ok})=>process.exit(ok?0:1),()=>process.exit(1))"]
CMD ["node", "--max-semi-space-size=4", "--heap-growing-percent=50", "src/running/start.js", "serve"]
