package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import java.util.List;

/** Lets the sequences of preserved tables go on where they stand, and never back. */
final class CarriedSequences {
    private static final Sql LIST = Sql.file("list_carried_sequences");

    private final Session session;
    private final Plan plan;

    CarriedSequences(Session session, Plan plan) {
        this.session = session;
        this.plan = plan;
    }

    private record Pair(String old, String next, long cache, long increment) {
        /** Keeps whoever calls nextval() waiting until the transaction ends, and changes nothing. */
        String hold() {
            return "ALTER SEQUENCE " + old + " CACHE " + cache;
        }

        /** setval() is not undone by a rollback; nobody uses the new sequence then. */
        String carry() {
            String further = increment > 0 ? ">" : "<";
            return "DO LANGUAGE plpgsql "
                    + Identifiers.literal("BEGIN PERFORM pg_catalog.setval("
                            + Identifiers.literal(next) + "::pg_catalog.regclass, o.last_value, o.is_called)"
                            + " FROM " + old + " o, " + next + " n WHERE o.last_value " + further + " n.last_value"
                            + " OR o.last_value = n.last_value AND o.is_called AND NOT n.is_called; END");
        }
    }

    SwapStatements statements() {
        List<Pair> pairs = session.query(
                "list the sequences of preserved tables",
                LIST,
                row -> new Pair(
                        row.getString("old"), row.getString("new"), row.getLong("cache"), row.getLong("increment")),
                plan.liveSchema(),
                plan.shadowSchema());
        return new SwapStatements(
                pairs.stream().map(Pair::hold).toList(),
                pairs.stream().map(Pair::carry).toList(),
                List.of());
    }
}
