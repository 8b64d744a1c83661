# Gateway, video node, schema step and back-up: one image, four commands (compose.yaml).

FROM node:24-slim AS pages
WORKDIR /hub/gateway/web
COPY gateway/web/package.json gateway/web/package-lock.json ./
RUN npm ci
COPY gateway/locales /hub/gateway/locales
COPY gateway/web ./
RUN npm run build

FROM python:3.11-slim AS environment
WORKDIR /hub
COPY tools/uv.lock tools/uv.lock
RUN python -m venv /opt/uv && /opt/uv/bin/pip install --no-cache-dir --require-hashes -r tools/uv.lock
COPY requirements.lock ./
RUN /opt/uv/bin/uv venv .venv && /opt/uv/bin/uv pip sync --no-cache --require-hashes requirements.lock

FROM python:3.11-slim
ENV PATH=/hub/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
WORKDIR /hub
COPY --from=environment /hub/.venv .venv
COPY gateway gateway
COPY video video
COPY models models
COPY --from=pages /hub/gateway/web/dist gateway/web/dist
RUN install --directory --owner=10001 --group=10001 --mode=0700 /backups
USER 10001
