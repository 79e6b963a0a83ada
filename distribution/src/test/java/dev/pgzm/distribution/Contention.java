package dev.pgzm.distribution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;

/**
 * Changes rows that all clients want, one in a transaction, and logs each change behind the row's lock: so the log, which no
 * migration touches, has the changes of a row in the order in which they happened.
 */
final class Contention {
    private static final int ROWS = 10;

    /** What {@code contended} must hold, by its log; what it has too much or too little of. */
    static final String DIFFERENCES = """
            WITH last AS (SELECT DISTINCT ON (id) id, v, op FROM audit.log
                           WHERE seq > coalesce((SELECT max(seq) FROM audit.log WHERE op = 'truncate'), 0)
                           ORDER BY id, seq DESC),
                 truth AS (SELECT id, v FROM last WHERE op = 'put'),
                 rows AS (SELECT id, v FROM public.contended)
            SELECT 'missing', * FROM (TABLE truth EXCEPT TABLE rows) m
            UNION ALL SELECT 'too much', * FROM (TABLE rows EXCEPT TABLE truth) t
            """;

    private final int client;

    Contention(int client) {
        this.client = client;
    }

    void work(Connection connection, Random random) throws SQLException {
        long id = random.nextInt(ROWS);
        String value = client + ":" + random.nextInt();
        switch (random.nextInt(20)) {
            case 0 -> truncate(connection);
            case 1, 2, 3, 4, 5 ->
                run(connection, "DELETE FROM contended WHERE id = ? AND v <> ? RETURNING id, v", "delete", id, value);
            case 6, 7, 8, 9, 10 ->
                run(connection, "UPDATE contended SET v = ? WHERE id = ? RETURNING id, v", "put", value, id);
            default ->
                run(
                        connection,
                        "INSERT INTO contended VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET v = excluded.v RETURNING id, v",
                        "put",
                        id,
                        value);
        }
    }

    private static void truncate(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("TRUNCATE contended");
            statement.execute("INSERT INTO audit.log (op) VALUES ('truncate')");
        }
    }

    private static void run(Connection connection, String change, String op, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("WITH changed AS (" + change
                + ") INSERT INTO audit.log (op, id, v) SELECT '" + op + "', id, v FROM changed")) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.execute();
        }
    }
}
