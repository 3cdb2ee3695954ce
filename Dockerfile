# One image for web, worker, beat and pages: the command says which. What was tried of it: docs/operator.md.
FROM python:3.12-slim-trixie AS built

ENV PIP_NO_CACHE_DIR=1 UV_PROJECT_ENVIRONMENT=/app/.venv UV_LINK_MODE=copy
WORKDIR /app
RUN python -m venv /uv && /uv/bin/pip install "uv==0.9.*"
COPY pyproject.toml uv.lock ./
RUN /uv/bin/uv sync --frozen --no-dev --compile-bytecode --extra object-store --extra sentry --extra telemetry
COPY . .

FROM python:3.12-slim-trixie

SHELL ["/bin/bash", "-o", "pipefail", "-c"]
# Pango for PDFs; pg_dump and pg_restore for backups, which ask no server that is newer than they are: 17, as in compose.yml.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpangoft2-1.0-0 postgresql-client \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --create-home --home-dir /data reviewboard
COPY --from=built --chown=root:root /app /app
WORKDIR /app
ARG COMMIT=""
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 DATA_FOLDER=/data COMMIT=$COMMIT
USER 10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
CMD ["granian", "--interface", "wsgi", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--blocking-threads", "4", "--no-ws", "reviewboard.wsgi:application"]
