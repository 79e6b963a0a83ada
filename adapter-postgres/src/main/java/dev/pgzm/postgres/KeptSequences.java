package dev.pgzm.postgres;

import java.util.List;

/** Lets the sequences of tables that a rollback keeps go on where they stand. Undone with its transaction, as setval() is not. */
record KeptSequences(String old, String next, long cache, long increment) {
    private static final Sql LIST = Sql.file("list_kept_sequences");

    static SwapStatements statements(Session session, Exchange exchange, List<String> relnames) {
        List<KeptSequences> pairs = session.query(
                "list the sequences of kept tables",
                LIST,
                row -> new KeptSequences(
                        row.getString("old"), row.getString("new"), row.getLong("cache"), row.getLong("increment")),
                exchange.live(),
                exchange.incoming(),
                relnames.toArray(String[]::new));
        return new SwapStatements(
                pairs.stream().map(KeptSequences::hold).toList(),
                pairs.stream().map(KeptSequences::carry).toList(),
                List.of());
    }

    /** Keeps whoever calls nextval() waiting until the transaction ends, and changes nothing. */
    private String hold() {
        return "ALTER SEQUENCE " + old + " CACHE " + cache;
    }

    private String carry() {
        String further = increment > 0 ? ">" : "<";
        return "DO LANGUAGE plpgsql "
                + Identifiers.literal("DECLARE restart text; BEGIN SELECT "
                        + Identifiers.literal("ALTER SEQUENCE " + next)
                        + " || ' RESTART WITH ' || o.last_value + CASE WHEN o.is_called THEN " + increment
                        + " ELSE 0 END INTO restart FROM " + old + " o, " + next + " n WHERE o.last_value " + further
                        + " n.last_value OR o.last_value = n.last_value AND o.is_called AND NOT n.is_called;"
                        + " IF restart IS NOT NULL THEN EXECUTE restart; END IF; END");
    }
}
