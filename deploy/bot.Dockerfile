# The bot, trained while the image is built.

FROM python:3.10-slim
ENV PATH=/bot/.venv/bin:$PATH HOME=/tmp PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 RASA_TELEMETRY_ENABLED=false
WORKDIR /bot
COPY tools/uv.lock /opt/uv.lock
RUN python -m venv /opt/uv && /opt/uv/bin/pip install --no-cache-dir --require-hashes -r /opt/uv.lock
COPY bot/requirements.lock ./
RUN /opt/uv/bin/uv venv .venv && /opt/uv/bin/uv pip sync --no-cache --require-hashes requirements.lock
COPY bot ./
RUN python train.py
USER 10001
