# Đôn Đốc in a container: one image for web, workers and scheduler; docker-compose.yml shows them together.
# For old Word documents (.doc): docker build --build-arg LIBREOFFICE=libreoffice-writer-nogui (300 MB more).

FROM node:22-slim AS assets
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev

FROM python:3.11-slim AS packages
WORKDIR /app
COPY requirements/base.txt requirements/base.txt
RUN python -m venv /venv \
    && /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt

FROM python:3.11-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=config.settings.prod DATA_DIR=/data FILES_ROOT=/data/files
ARG LIBREOFFICE=
RUN if [ -n "$LIBREOFFICE" ]; then \
        apt-get update && apt-get install --yes --no-install-recommends $LIBREOFFICE && rm -r /var/lib/apt/lists/*; \
    fi
RUN useradd --system --uid 10001 --home-dir /data --create-home dondoc
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
COPY --from=assets /app/node_modules node_modules
# Static files are the same for every installation; the values below are only to let the settings load.
RUN python scripts/assets.py \
    && rm -r node_modules \
    && SECRET_KEY=build DATABASE_URL=sqlite:// REDIS_URL=redis:// ALLOWED_HOSTS=build \
       python manage.py collectstatic --noinput --verbosity 0
USER dondoc
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["gunicorn", "config.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "4", "--threads", "4", \
     "--no-control-socket"]
