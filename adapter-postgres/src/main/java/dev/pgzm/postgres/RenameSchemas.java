package dev.pgzm.postgres;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Exchanges two schemas by their names: the quickest, whatever they hold. */
final class RenameSchemas implements ExchangeStrategy {
    private static final Sql TABLES = Sql.file("list_tables_to_exchange");
    private static final Sql LOOK_UP = Sql.of("SELECT pg_catalog.count(pg_catalog.has_table_privilege("
            + "pg_catalog.to_regclass(pg_catalog.format('%I.%I', n.nspname, c.relname)), 'SELECT'))"
            + " FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')");

    private final Duration lockTimeout;

    /**
     * @param name quoted and qualified
     * @param inUse whether somebody has just been seen to hold more than what a reader does
     */
    private record Table(String name, boolean inUse) {}

    RenameSchemas(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    /** Fills the session's catalog caches, which halves the time for which a thousand locks are gathered. */
    @Override
    public void makeReady(Session session, Exchange exchange) {
        session.query("look up the live tables", LOOK_UP, row -> row.getLong(1), exchange.live());
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
        List<Table> others =
                tables.stream().filter(table -> !alone.contains(table)).toList();
        List<String> requests = Stream.concat(
                        alone.stream().map(table -> lock(List.of(table))), besides.locks().stream())
                .toList();
        return LockRequests.grant(session, requests, together(others), lockTimeout, besides.before());
    }

    private static LockRequests.Together together(List<Table> tables) {
        return tables.isEmpty()
                ? LockRequests.Together.NONE
                : new LockRequests.Together(
                        lock(tables),
                        tables.stream().map(table -> lock(List.of(table))).toList());
    }

    private static String lock(List<Table> tables) {
        return tables.stream()
                .map(table -> "ONLY " + table.name())
                .collect(Collectors.joining(", ", "LOCK TABLE ", " IN EXCLUSIVE MODE"));
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
