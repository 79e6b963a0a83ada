package dev.pgzm.postgres.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A database of a test, and the questions that tests ask it. */
public record TestDatabase(ServerAddress server, String name) {
    /** What {@code pgzm} is given; the password is part of it, percent-encoded. */
    public String url() {
        return url(server.user(), server.password());
    }

    public String url(String user, String password) {
        return "postgresql://" + encode(user) + ":" + encode(password) + "@" + server.host() + ":" + server.port() + "/"
                + name;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(server.jdbcUrl(name), server.credentials());
    }

    /** With properties of the driver's, besides the credentials. */
    public Connection connect(Properties more) throws SQLException {
        Properties properties = new Properties();
        properties.putAll(server.credentials());
        properties.putAll(more);
        return DriverManager.getConnection(server.jdbcUrl(name), properties);
    }

    public void execute(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    /** Runs a script of a test with psql. */
    public void executeResource(Class<?> beside, String resource) {
        try (var in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException(resource);
            }
            executeScript(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Runs a script with psql, as far as its first error. */
    public void executeScript(String text) {
        try {
            Path script = Files.createTempFile("pgzm-script-", ".sql");
            Files.writeString(script, text);
            run(
                    "psql",
                    "--quiet",
                    "--no-psqlrc",
                    "--set=ON_ERROR_STOP=1",
                    "--output=/dev/null",
                    "--file=" + script,
                    name);
            Files.delete(script);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** The rows, each with its columns joined by a bar. */
    public List<String> query(String sql) {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            return query(statement, sql);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
        }
    }

    private static List<String> query(Statement statement, String sql) throws SQLException {
        try (ResultSet rows = statement.executeQuery(sql)) {
            List<String> result = new ArrayList<>();
            while (rows.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    columns.add(rows.getString(i));
                }
                result.add(String.join("|", columns));
            }
            return result;
        }
    }

    public String value(String sql) {
        return query(sql).get(0);
    }

    /** Likewise within a session of one's own. */
    public static String value(Statement statement, String sql) throws SQLException {
        return query(statement, sql).get(0);
    }

    /** {@code pg_dump --schema-only} of {@code public}, without what differs from run to run. */
    public String schemaDump() {
        return schemaDump(Path.of("pg_dump"), "--schema=public");
    }

    /** Likewise by a certain {@code pg_dump}, of what the options say. */
    public String schemaDump(Path pgDump, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("--schema-only");
        arguments.add(name);
        return comparable(run(pgDump.toString(), arguments.toArray(String[]::new)));
    }

    /** {@code pg_dump} of everything, rows and all, likewise. */
    public String fullDump() {
        return comparable(run("pg_dump", name));
    }

    private static String comparable(String dump) {
        return dump.lines()
                .filter(line -> !line.startsWith("\\restrict ") && !line.startsWith("\\unrestrict "))
                .filter(line -> !line.startsWith("-- Dumped "))
                .collect(Collectors.joining("\n"));
    }

    /** Runs a client program on this server and gives its output. */
    private String run(String program, String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    program, "--host=" + server.host(), "--port=" + server.port(), "--username=" + server.user()));
            command.addAll(List.of(arguments));
            Path errors = Files.createTempFile("pgzm-client-", ".log");
            ProcessBuilder client = new ProcessBuilder(command).redirectError(errors.toFile());
            client.environment().put("PGPASSWORD", server.password());
            Process process = client.start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean failed = process.waitFor() != 0;
            String said = Files.readString(errors);
            Files.delete(errors);
            if (failed) {
                throw new IllegalStateException(said);
            }
            return text;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    /** For each table and filled materialized view of {@code public}: its rows' number and a checksum over them. */
    public List<String> checksums() {
        List<String> result = new ArrayList<>();
        for (String relation :
                query("SELECT quote_ident(relname) FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                        + " AND (relkind = 'r' OR relkind = 'm' AND relispopulated) ORDER BY relname COLLATE \"C\"")) {
            result.add(relation + " "
                    + value("SELECT count(*) || ' ' || md5(coalesce(string_agg(h, '' ORDER BY h), ''))"
                            + " FROM (SELECT md5(t::text) AS h FROM ONLY public." + relation + " t) x"));
        }
        return result;
    }

    /** Waits until no session of a run is left: the server ends one a moment after its client has. */
    public void awaitNoSessionOfARun() {
        Awaitility.await()
                .until(() -> query("SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'pgzm%'"
                                + " AND datname = current_database()")
                        .isEmpty());
    }

    /**
     * Waits until autovacuum is at work on a table.
     *
     * @param table qualified
     */
    public void awaitAutovacuum(String table) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !query("SELECT FROM pg_stat_activity WHERE query LIKE 'autovacuum: VACUUM%" + table
                                + "%' AND datname = current_database()")
                        .isEmpty());
    }

    /** Everything that a run could leave behind, in words; equal before and after a run that was undone. */
    public List<String> leftovers() {
        return query("""
                SELECT 'schema ' || nspname || ' ' || coalesce(nspacl::text, '') || coalesce(obj_description(oid, 'pg_namespace'), '')
                  FROM pg_namespace WHERE nspname !~ '^pg_'
                UNION ALL SELECT 'relation ' || oid || ' ' || relnamespace::regnamespace || '.' || relname || ' ' || relkind::text FROM pg_class WHERE relnamespace::regnamespace::text !~ '^pg_'
                UNION ALL SELECT 'function ' || oid || ' ' || proname FROM pg_proc WHERE oid >= 16384
                UNION ALL SELECT 'type ' || oid || ' ' || typname FROM pg_type WHERE oid >= 16384 AND typnamespace::regnamespace::text !~ '^pg_toast'
                UNION ALL SELECT 'extension ' || extname || ' ' || extnamespace::regnamespace || ' ' || extrelocatable FROM pg_extension
                UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger
                UNION ALL SELECT 'advisory lock ' || objid FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                ORDER BY 1
                """);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
