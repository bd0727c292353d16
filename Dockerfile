# The whole product in one image: the console is built in the first stage, so the second needs no Node.
FROM python:3.12-slim AS build
WORKDIR /source
COPY . .
RUN pip install --no-cache-dir --prefix=/install .

FROM python:3.12-slim
RUN useradd --create-home --uid 10001 contactcenter && mkdir /data && chown contactcenter /data
COPY --from=build /install /usr/local
USER contactcenter
ENV CONTACTCENTER_HOST=0.0.0.0 CONTACTCENTER_DATA_DIRECTORY=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/readyz', timeout=2)"]
CMD ["contactcenter", "serve", "--migrate"]
