package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import java.util.List;

/**
 * Lets the sequences of preserved tables go on where they stand, and never back.
 *
 * <p>A statement that calls {@code nextval()} by itself has looked up the sequence before it waits for it, and so still takes its
 * values from the old one when the swap is over. The new one leaves {@value #LEFT_OUT} values out for those. What has a default
 * instead waits for the table, and looks up after that.
 */
final class CarriedSequences {
    private static final Sql LIST = Sql.file("list_carried_sequences");
    private static final int LEFT_OUT = 10_000;
    // of the room that is left
    private static final int SMALL_PART = 1_000;

    private final Session session;
    private final Plan plan;

    CarriedSequences(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    private record Pair(String old, String next, long cache, long increment, long bound) {
        /** Keeps whoever calls nextval() waiting until the transaction ends, and changes nothing. */
        String hold() {
            return "ALTER SEQUENCE " + old + " CACHE " + cache;
        }

        /** setval() is not undone by a rollback; nobody uses the new sequence then. */
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

    SwapStatements statements() {
        List<Pair> pairs = session.query(
                "list the sequences of preserved tables",
                LIST,
                row -> new Pair(
                        row.getString("old"),
                        row.getString("new"),
                        row.getLong("cache"),
                        row.getLong("increment"),
                        row.getLong("bound")),
                plan.liveSchema(),
                plan.shadowSchema());
        return new SwapStatements(
                pairs.stream().map(Pair::hold).toList(),
                pairs.stream().map(Pair::carry).toList(),
                List.of());
    }
}
