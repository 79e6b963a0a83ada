package dev.pgzm.postgres;

import java.util.List;
import java.util.stream.Stream;

/**
 * Lets the sequences of tables that keep their rows go on where they stand, and never back.
 *
 * <p>A statement that calls {@code nextval()} by itself has looked up the sequence before it waits for it, and so still takes its
 * values from the old one when the swap is over. The new one leaves {@value #LEFT_OUT} values out for those. What has a default
 * instead waits for the table, and looks up after that.
 */
final class CarriedSequences {
    private static final Sql LIST = Sql.file("list_carried_sequences");
    private static final Sql PRESERVED = Sql.of("SELECT relname FROM pgzm.preserved_table");
    private static final int LEFT_OUT = 10_000;
    // of the room that is left
    private static final int SMALL_PART = 1_000;

    private CarriedSequences() {}

    private record Pair(String old, String next, long cache, long nextCache, long increment, long bound) {
        /** Keeps whoever calls nextval() waiting until the transaction ends, and changes nothing. */
        String hold() {
            return "ALTER SEQUENCE " + old + " CACHE " + cache;
        }

        /** Gives the new sequence another file until COMMIT, so that setval() is undone by a rollback as it else is not. */
        String rewrite() {
            return "ALTER SEQUENCE " + next + " CACHE " + nextCache;
        }

        String carry() {
            String further = increment > 0 ? ">" : "<";
            String room = "(" + bound + "::numeric - o.last_value) / " + increment;
            String target =
                    "CASE WHEN o.is_called THEN o.last_value + (" + increment + " * pg_catalog.trunc(GREATEST(0, LEAST("
                            + LEFT_OUT + ", (" + room + ") / " + SMALL_PART + "))))::bigint ELSE o.last_value END";
            return "DO LANGUAGE plpgsql "
                    + Identifiers.literal("BEGIN PERFORM pg_catalog.setval("
                            + Identifiers.literal(next) + "::pg_catalog.regclass, t.last_value, o.is_called)"
                            + " FROM " + old + " o, " + next + " n, LATERAL (SELECT " + target + ") t(last_value)"
                            + " WHERE t.last_value " + further + " n.last_value"
                            + " OR t.last_value = n.last_value AND o.is_called AND NOT n.is_called; END");
        }
    }

    /** Of preserved tables. A swap that is rolled back leaves new sequences as they came to be; nobody uses them. */
    static SwapStatements ofMigration(Session session, Exchange exchange) {
        List<Pair> pairs = pairs(session, exchange, session.strings("list what is preserved", PRESERVED));
        return new SwapStatements(
                pairs.stream().map(Pair::hold).toList(),
                pairs.stream().map(Pair::carry).toList(),
                List.of());
    }

    /** Of tables that a rollback keeps. If it is not made, the backup's sequences stand where they stood. */
    static SwapStatements ofKept(Session session, Exchange exchange, List<String> relnames) {
        List<Pair> pairs = pairs(session, exchange, relnames);
        return new SwapStatements(
                pairs.stream().map(Pair::hold).toList(),
                pairs.stream()
                        .flatMap(pair -> Stream.of(pair.rewrite(), pair.carry()))
                        .toList(),
                List.of());
    }

    private static List<Pair> pairs(Session session, Exchange exchange, List<String> relnames) {
        return session.query(
                "list the sequences that go on",
                LIST,
                row -> new Pair(
                        row.getString("old"),
                        row.getString("new"),
                        row.getLong("cache"),
                        row.getLong("next_cache"),
                        row.getLong("increment"),
                        row.getLong("bound")),
                exchange.live(),
                exchange.incoming(),
                relnames.toArray(String[]::new));
    }
}
