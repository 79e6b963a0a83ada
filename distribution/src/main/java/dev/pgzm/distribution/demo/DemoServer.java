package dev.pgzm.distribution.demo;

import dev.pgzm.ports.catalog.ServerVersion;
import dev.pgzm.ports.plan.DatabaseUrl;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;

/** A server that lives as long as the demo, with the shop in its database. */
final class DemoServer implements AutoCloseable {
    /** Of the server that comes with the distribution: the oldest supported major, which every pg_dump can dump. */
    static final ServerVersion VERSION = new ServerVersion(140_000);

    private final EmbeddedPostgres server;

    private DemoServer(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Keeps its programs and its data in a directory that goes with the demo. */
    static DemoServer start(Path directory) throws IOException {
        // the builder's own setting leaves an empty directory behind in the system's temporary one
        System.setProperty("ot.epg.working-dir", directory.toString());
        return new DemoServer(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "off")
                .setServerConfig("max_wal_size", "2GB")
                .start());
    }

    DatabaseUrl url() {
        return DatabaseUrl.parse("postgresql://postgres@localhost:" + server.getPort() + "/postgres", name -> null);
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://localhost:" + server.getPort() + "/postgres?user=postgres");
    }

    void fill(int orders) {
        try (InputStream script = Objects.requireNonNull(DemoServer.class.getResourceAsStream("shop.sql"));
                Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    new String(script.readAllBytes(), StandardCharsets.UTF_8).replace("$1", Integer.toString(orders)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    String value(String query) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
