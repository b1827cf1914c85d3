# One file, one image a process: docker build --target api|worker|speech|bot|migrate .
ARG PYTHON=python:3.13-slim-bookworm

FROM ${PYTHON} AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY infra/requirements/app.txt /tmp/app.txt
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/app.txt

# Buckets, voices and ears: what the API needs to read files, and whoever hears and speaks.
FROM packages AS packages-speech
COPY infra/requirements/speech.txt /tmp/speech.txt
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/speech.txt

FROM ${PYTHON} AS base
RUN useradd --system --uid 10001 --no-create-home parley \
  && install -d -o parley -m 700 /var/lib/parley
COPY --from=packages /opt/venv /opt/venv
WORKDIR /opt/parley
COPY pyproject.toml ./
COPY backend backend
ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
USER parley
STOPSIGNAL SIGTERM

FROM base AS migrate
COPY alembic alembic
CMD ["sh", "-c", "python -m alembic upgrade head && python -m backend.catalogue.load"]

FROM base AS api
COPY --from=packages-speech /opt/venv /opt/venv
COPY alembic alembic
ENV PARLEY_API_HOST=0.0.0.0
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s CMD ["python", "-c", \
  "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/livez', timeout=2)"]
CMD ["python", "-m", "backend.main"]

FROM base AS bot
COPY bot bot
CMD ["python", "-m", "bot.main"]

FROM base AS worker
COPY bot bot
COPY workers workers
CMD ["python", "-m", "workers.main"]

FROM base AS speech
COPY --from=packages-speech /opt/venv /opt/venv
COPY bot bot
COPY workers workers
CMD ["python", "-m", "workers.speech"]
