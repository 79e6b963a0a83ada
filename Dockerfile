# pgzm with a Java of its own and PostgreSQL's client programs, for a user that is not root:
#
#   docker build -t pgzm .
#   docker run --rm -e PGZM_SOURCE -e PGZM_DEST -e PGPASSWORD -v "$PWD:/work" --user "$(id -u)" pgzm start

FROM maven:3.9-eclipse-temurin-17 AS build
WORKDIR /src
COPY . .
RUN mvn -B -ntp -q -DskipTests -DskipITs -Dmaven.javadoc.skip -Prelease package \
 && mkdir /opt/pgzm \
 && tar -xzf distribution/target/pgzm-*-linux-*.tar.gz -C /opt/pgzm --strip-components=1

FROM debian:bookworm-slim
# Not older than the newest server that is to be a source: pg_dump refuses newer ones.
ARG CLIENT_MAJOR=18
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates postgresql-common \
 && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
 && apt-get install -y --no-install-recommends "postgresql-client-$CLIENT_MAJOR" \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --create-home pgzm \
 && install -d -o pgzm -g pgzm /work
COPY --from=build /opt/pgzm /opt/pgzm
RUN /opt/pgzm/lib/share-classes /opt/pgzm/runtime/bin/java \
 && ln -s /opt/pgzm/bin/pgzm /usr/local/bin/pgzm
USER 10001
WORKDIR /work
ENTRYPOINT ["pgzm"]
CMD ["--help"]
