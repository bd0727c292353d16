# The whole product in one image. The console is built in the first stage, so that the second needs no Node.
FROM node:22-trixie-slim AS node

FROM python:3.12-slim-trixie AS build
COPY --from=node /usr/local/bin/node /usr/local/bin/
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /source
# The libraries change less often than the code: a layer of their own.
COPY pyproject.toml .
RUN python -c "import tomllib; print(*tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'], sep='\n')" \
        > libraries.txt && \
    pip install --no-cache-dir --prefix=/install -r libraries.txt
COPY . .
# The build hook makes the console with the Node from above.
RUN pip install --no-cache-dir --prefix=/install --no-deps .

FROM python:3.12-slim-trixie
# pg_dump and psql for `contactcenter backup` and `restore`: not older than the server in docker-compose.yml.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client-17 && \
    rm -rf /var/lib/apt/lists/* && \
    useradd --no-create-home --uid 10001 contactcenter && \
    install -d -o contactcenter -g contactcenter -m 0700 /data
COPY --from=build /install /usr/local
USER contactcenter
# Nothing is written but below /data and /tmp: the root may be read-only.
ENV CONTACTCENTER_HOST=0.0.0.0 CONTACTCENTER_DATA_DIRECTORY=/data PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
WORKDIR /data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/readyz', timeout=2)"]
CMD ["contactcenter", "serve", "--migrate"]
