# The image of waishi: one for the site, the background jobs and the migrations.
# Python of the version the requirements are locked and tested with; another base
# that has `python` and `pip` can be named (deploy/prove_container does).
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

# Packages: from the lock only, ready built, so that no compiler is ever needed.
FROM ${PYTHON_IMAGE} AS packages
COPY requirements/runtime.txt /tmp/runtime.txt
RUN python -m venv --without-pip /opt/waishi \
    && python -m pip --python /opt/waishi/bin/python install \
        --no-cache-dir --require-hashes --only-binary :all: -r /tmp/runtime.txt

# The application with its static files collected. The settings must be there to
# be read; none of these values reaches the result.
FROM packages AS application
WORKDIR /srv/waishi
COPY manage.py ./
COPY waishi waishi
COPY friendship_cities friendship_cities
COPY news news
COPY templates templates
COPY static static
COPY locale locale
COPY deploy/gunicorn.conf.py deploy/migrate.sh deploy/
RUN SECRET_KEY=only-while-the-image-is-built-only-while-it-is-built \
    ALLOWED_HOSTS=localhost \
    DATABASE_URL=postgres://nobody@localhost/none \
    VAR_DIR=/var/lib/waishi \
    /opt/waishi/bin/python manage.py collectstatic --noinput \
    && /opt/waishi/bin/python -m compileall -q friendship_cities news waishi

FROM ${PYTHON_IMAGE}
LABEL org.opencontainers.image.title="waishi"
# Each process writes to these places only; compose mounts something over each.
RUN groupadd --gid 10001 waishi \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent \
        --shell /usr/sbin/nologin waishi \
    && install -d -o 10001 -g 10001 /var/lib/waishi/media /srv/static /run/waishi
COPY --from=packages /opt/waishi /opt/waishi
COPY --from=application /var/lib/waishi/static /var/lib/waishi/static
COPY --from=application /srv/waishi /srv/waishi
WORKDIR /srv/waishi
ENV PATH=/opt/waishi/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    VAR_DIR=/var/lib/waishi
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz/live', timeout=4)"]
CMD ["gunicorn", "--config", "deploy/gunicorn.conf.py", "waishi.wsgi"]
