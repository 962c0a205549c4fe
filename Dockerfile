# One process. Give it a volume for /data and SIGNPOST_SECRET_KEY; pages need SIGNPOST_WEB_PORT=8080 and SIGNPOST_WEB_URL.
FROM python:3.11-slim
WORKDIR /app
COPY requirements.lock pyproject.toml README.md ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY src src
COPY migrations migrations
COPY offerings offerings
RUN pip install --no-cache-dir --no-deps --no-build-isolation . \
 && useradd --create-home --uid 1000 signpost && mkdir /data && chown signpost /data
USER signpost
ENV SIGNPOST_DATABASE_URL=sqlite:////data/signpost.db SIGNPOST_WEB_HOST=0.0.0.0
EXPOSE 8080
ENTRYPOINT ["signpost-bot"]
CMD ["run"]
