package dev.pgzm.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Exchanges two schemas by their names: the quickest, whatever they hold. */
final class RenameSchemas implements ExchangeStrategy {
    private static final Sql TABLES = Sql.file("list_tables_to_exchange");
    private static final Sql LOOK_UP = Sql.of("SELECT pg_catalog.count(pg_catalog.has_table_privilege("
            + "pg_catalog.to_regclass(pg_catalog.format('%I.%I', n.nspname, c.relname)), 'SELECT'))"
            + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')");

    // one look finds only what is locked at that moment, and a table that is taken for idle costs another attempt
    private static final String WATCH_LOCKS = """
            DECLARE
                seen oid[] := '{}';
            BEGIN
                FOR i IN 1..10 LOOP
                    seen := seen || ARRAY(SELECT DISTINCT l.relation FROM pg_locks l
                        WHERE l.locktype = 'relation' AND l.mode <> 'AccessShareLock' AND l.pid <> pg_backend_pid());
                    PERFORM pg_sleep(0.005);
                END LOOP;
                PERFORM set_config('pgzm.in_use', seen::text, true);
            END
            """;

    private final Duration lockTimeout;

    /**
     * @param name quoted and qualified
     * @param inUse whether somebody was just seen to hold more than what a reader does
     */
    private record Table(String name, boolean inUse) {}

    RenameSchemas(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    /**
     * Fills the session's catalog caches, which halves the time for which a thousand locks are gathered, and watches for a moment
     * which tables are in use.
     */
    @Override
    public void makeReady(Session session, Exchange exchange) {
        long tables = session.query("look up the live tables", LOOK_UP, row -> row.getLong(1), exchange.live())
                .get(0);
        if (tables > 0) {
            session.execute("watch the locks", "DO LANGUAGE plpgsql " + Identifiers.literal(WATCH_LOCKS));
        }
    }

    /** Whoever writes or locks rows waits, whoever reads passes. A row that is locked before must be the one that is written after. */
    @Override
    public long lock(Session session, Exchange exchange, SwapStatements besides) throws SQLException {
        List<Table> tables = session.query(
                "list the live tables",
                TABLES,
                row -> new Table(
                        Identifiers.qualified(exchange.live(), row.getString("relname")), row.getBoolean("in_use")),
                exchange.live());
        // one is always asked for by itself: the first is what is waited for
        List<Table> alone = tables.stream().anyMatch(Table::inUse)
                ? tables.stream().filter(Table::inUse).toList()
                : tables.stream().limit(1).toList();
        List<String> idle = tables.stream()
                .filter(table -> !alone.contains(table))
                .map(Table::name)
                .toList();
        List<String> requests = Stream.concat(
                        alone.stream().map(table -> LockRequests.ofTable(table.name())), besides.locks().stream())
                .toList();
        return LockRequests.grant(session, requests, idle, lockTimeout, besides.before());
    }

    @Override
    public List<String> exchange(Session session, Exchange exchange, UnaryOperator<String> judge) {
        return List.of(
                rename(exchange.live(), exchange.outgoing()),
                rename(exchange.incoming(), exchange.live()),
                judge.apply(exchange.live()));
    }

    private static String rename(String schema, String name) {
        return "ALTER SCHEMA " + Identifiers.quote(schema) + " RENAME TO " + Identifiers.quote(name);
    }
}
