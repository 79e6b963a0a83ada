package dev.pgzm.distribution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A table of the torture test, whose rows are an id and a value, however it stores them; the statements take arrays of both.
 *
 * @param name as in SQL
 * @param keys the columns of its key, each with its expression of {@code n.id}
 * @param values the other columns that are written, each with its expression of {@code n.v}
 * @param read the expressions that give the id and the value again, in terms of {@code t}
 * @param traits what can be done with it
 */
record TortureTable(String name, List<Column> keys, List<Column> values, Read read, Set<Trait> traits) {
    /** What can be done with a table. */
    enum Trait {
        UPSERT,
        MOVE_KEYS,
        SWAP_KEYS,
        /** Values are unique numbers, which may change places in one statement. */
        SWAP_VALUES,
        /** Values are unique numbers. */
        UNIQUE_VALUES,
        /** Values are ids of parents. */
        CHILD,
        PARENT,
        /** Ids are the table's own. */
        GIVES_IDS,
        /** Ids are taken from the sequence ahead. */
        TAKES_IDS,
        TRUNCATE_OWN,
        PARTITIONED
    }

    record Column(String name, String expression) {}

    record Read(String id, String value) {}

    private static final Column ID = new Column("id", "n.id");
    private static final Column V = new Column("v", "n.v");
    private static final Read PLAINLY = new Read("t.id", "t.v");

    static List<TortureTable> all() {
        return java.util.stream.Stream.of(
                        simple("plain", Trait.UPSERT, Trait.MOVE_KEYS),
                        new TortureTable(
                                "\"Composite \"\"Key\"\"\"",
                                List.of(
                                        new Column("\"the Code\"", "('ü ' || n.id / 8)"),
                                        new Column("tenant", "(n.id % 8)")),
                                List.of(V),
                                new Read("substr(t.\"the Code\", 3)::bigint * 8 + t.tenant", "t.v"),
                                Set.of(Trait.UPSERT, Trait.MOVE_KEYS)),
                        new TortureTable(
                                "labels",
                                List.of(new Column("label", "('Label ' || n.id)")),
                                List.of(V),
                                new Read("substr(t.label, 7)::bigint", "t.v"),
                                Set.of(Trait.UPSERT, Trait.MOVE_KEYS)),
                        simple("renumbered", Trait.MOVE_KEYS, Trait.SWAP_KEYS),
                        new TortureTable(
                                "priced",
                                List.of(ID),
                                List.of(V),
                                new Read("t.id", "CASE WHEN t.size = length(t.v) THEN t.v END"),
                                Set.of(Trait.UPSERT, Trait.MOVE_KEYS)),
                        new TortureTable(
                                "events",
                                List.of(ID),
                                List.of(V, new Column("bucket", "(ascii(right(n.v, 1)) % 3)")),
                                PLAINLY,
                                Set.of(Trait.MOVE_KEYS, Trait.PARTITIONED)),
                        new TortureTable(
                                "notes",
                                List.of(ID, new Column("owner", "(n.id % 8)")),
                                List.of(V),
                                PLAINLY,
                                Set.of(Trait.UPSERT, Trait.MOVE_KEYS, Trait.TRUNCATE_OWN)),
                        owned("numbered", Trait.GIVES_IDS),
                        owned("tickets", Trait.TAKES_IDS),
                        numbers("seats", Trait.SWAP_VALUES),
                        numbers("desks", Trait.UNIQUE_VALUES),
                        simple("parents", Trait.UPSERT, Trait.MOVE_KEYS, Trait.PARENT),
                        new TortureTable(
                                "children",
                                List.of(ID),
                                List.of(new Column("parent_id", "n.v::bigint")),
                                new Read("t.id", "t.parent_id::text"),
                                Set.of(Trait.UPSERT, Trait.MOVE_KEYS, Trait.CHILD)))
                .filter(t -> !List.of(System.getProperty("skip", "").split(",")).contains(t.name()))
                .toList();
    }

    private static TortureTable simple(String name, Trait... traits) {
        return new TortureTable(name, List.of(ID), List.of(V), PLAINLY, Set.of(traits));
    }

    private static TortureTable owned(String name, Trait trait) {
        Column owner = new Column("owner", "left(n.v, 1)::int");
        return new TortureTable(name, List.of(ID), List.of(V, owner), PLAINLY, Set.of(trait));
    }

    private static TortureTable numbers(String name, Trait trait) {
        return new TortureTable(
                name,
                List.of(ID),
                List.of(new Column("place", "n.v::bigint")),
                new Read("t.id", "t.place::text"),
                Set.of(Trait.UPSERT, Trait.MOVE_KEYS, trait));
    }

    boolean can(Trait trait) {
        return traits.contains(trait);
    }

    String insertInto(String target) {
        return "INSERT INTO " + target + " (" + names(columns()) + ") SELECT " + expressions(columns())
                + " FROM unnest(?::bigint[], ?::text[]) n(id, v)";
    }

    /** Takes the values only, and gives the rows that it made. */
    String insertGivingIds() {
        return "INSERT INTO " + name + " (" + names(values) + ") SELECT " + expressions(values)
                + " FROM unnest(?::text[]) n(v) RETURNING id, v";
    }

    String upsert() {
        return insertInto(name) + " ON CONFLICT (" + names(keys) + ") DO UPDATE SET "
                + values.stream().map(c -> c.name + " = excluded." + c.name).collect(Collectors.joining(", "));
    }

    String merge() {
        return "MERGE INTO " + name + " t USING unnest(?::bigint[], ?::text[]) n(id, v) ON " + sameKey()
                + " WHEN MATCHED THEN UPDATE SET " + assignments(values, "n.v") + " WHEN NOT MATCHED THEN INSERT ("
                + names(columns()) + ") VALUES (" + expressions(columns()) + ")";
    }

    String update() {
        return "UPDATE " + name + " t SET " + assignments(values, "n.v")
                + " FROM unnest(?::bigint[], ?::text[]) n(id, v) WHERE " + sameKey();
    }

    /** Takes the old and the new ids. */
    String moveKeys() {
        return "UPDATE " + name + " t SET " + assignments(keys, "n.new_id")
                + " FROM unnest(?::bigint[], ?::bigint[]) n(id, new_id) WHERE " + sameKey();
    }

    String deleteFrom(String target) {
        return "DELETE FROM " + target + " t USING unnest(?::bigint[]) n(id) WHERE " + sameKey();
    }

    /** The rows of one client, which is the last digit of their ids in base 8, or written beside those that the table gives. */
    String selectOf(int client) {
        boolean given = can(Trait.GIVES_IDS) || can(Trait.TAKES_IDS);
        return "SELECT " + read.id + ", " + read.value + " FROM " + name + " t WHERE "
                + (given ? "t.owner" : "(" + read.id + ") % 8") + " = " + client;
    }

    private List<Column> columns() {
        return IntStream.range(0, keys.size() + values.size())
                .mapToObj(i -> i < keys.size() ? keys.get(i) : values.get(i - keys.size()))
                .toList();
    }

    private String sameKey() {
        return keys.stream().map(c -> "t." + c.name + " = " + c.expression).collect(Collectors.joining(" AND "));
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", "));
    }

    private static String expressions(List<Column> columns) {
        return columns.stream().map(Column::expression).collect(Collectors.joining(", "));
    }

    private static String assignments(List<Column> columns, String from) {
        return columns.stream()
                .map(c -> c.name + " = " + c.expression.replace("n.id", from))
                .collect(Collectors.joining(", "));
    }

    /** Who only reads by a snapshot of before the swap cannot be told to retry: its table stood elsewhere then. */
    void refuseIfReplaced(Connection connection) throws SQLException {
        try (PreparedStatement schema = connection.prepareStatement("SELECT nspname FROM pg_namespace n JOIN pg_class c"
                + " ON c.relnamespace = n.oid WHERE c.oid = ?::regclass")) {
            schema.setString(1, name);
            try (ResultSet seen = schema.executeQuery()) {
                if (seen.next() && !"public".equals(seen.getString(1))) {
                    throw new SQLException("table " + name + " was replaced by pgzm", "40001");
                }
            }
        }
    }
}
