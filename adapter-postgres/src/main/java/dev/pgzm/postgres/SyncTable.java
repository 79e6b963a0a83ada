package dev.pgzm.postgres;

import dev.pgzm.ports.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.immutables.value.Value;

/** A preserved table, the table that is to hold its rows, and the pieces of SQL that bring rows from the one to the other. */
@Value.Immutable
interface SyncTable {
    int number();

    String relname();

    /** Quoted and qualified. */
    String live();

    /** Quoted and qualified. */
    String shadow();

    List<SyncKey> key();

    /** What is brought over, key included. */
    List<SyncColumn> columns();

    /**
     * Whether a transaction may change the copy itself: two that touch one key are then ordered by the live table's unique
     * index, and no constraint of the copy is left to be checked at their COMMIT.
     */
    boolean direct();

    /** Whether the table that is to hold its rows has partitions. */
    boolean partitioned();

    /**
     * Whether an UPDATE can give the copy's row another key. It cannot set an identity that is always generated; and whoever waits for
     * a row that it moves to another partition fails.
     */
    default boolean rekeyed() {
        return !partitioned() && key().stream().noneMatch(each -> each.column().always());
    }

    /** The schema of its queue and its function. */
    @Value.Default
    default String home() {
        return Plan.OWN_SCHEMA;
    }

    default String queue() {
        return home() + ".queue_" + number();
    }

    default String batch() {
        return home() + ".batch_" + number();
    }

    default String function() {
        return home() + ".sync_" + number();
    }

    /** The statement that notes, in a transaction which brings rows over, that older snapshots do not see them. */
    default String noteBrought() {
        return "UPDATE pgzm.preserved_table SET brought = pg_catalog.pg_current_xact_id() WHERE number = " + number();
    }

    default String keyList(String alias) {
        return key().stream().map(each -> alias + "." + each.column().quoted()).collect(Collectors.joining(", "));
    }

    /** The key of a row of the new table, as the live table's columns are. */
    default String keyBack(String alias) {
        return key().stream().map(each -> each.column().back(alias)).collect(Collectors.joining(", "));
    }

    default String keyNames() {
        return key().stream().map(each -> each.column().quoted()).collect(Collectors.joining(", "));
    }

    default String columnNames() {
        return columns().stream().map(SyncColumn::quoted).collect(Collectors.joining(", "));
    }

    default String values(String alias) {
        return columns().stream().map(each -> each.value(alias)).collect(Collectors.joining(", "));
    }

    /** Whether two rows with the live table's key columns are of one key. */
    default String sameKey(String left, String right) {
        return key().stream()
                .map(each -> left + "." + each.column().quoted() + " " + each.live() + " " + right + "."
                        + each.column().quoted())
                .collect(Collectors.joining(" AND "));
    }

    /** Whether a row of the new table is of the key of a row with the live table's key columns. */
    default String copyOf(String shadow, String live) {
        return key().stream()
                .map(each -> shadow + "." + each.column().quoted() + " " + each.shadow() + " "
                        + each.column().compared(live))
                .collect(Collectors.joining(" AND "));
    }

    /**
     * Whether a row of the new table is of the key of the only row in a transition table; fails with {@code cardinality_violation} if
     * there are more.
     *
     * @param condition of that row, which is called k
     */
    default String copyOfTheOne(String shadow, String rows, String condition) {
        return key().stream()
                .map(each -> shadow + "." + each.column().quoted() + " " + each.shadow() + " (SELECT "
                        + each.column().compared("k") + " FROM " + rows + " k WHERE " + condition + ")")
                .collect(Collectors.joining(" AND "));
    }

    /** Whether a row with the live table's key columns is of the key of the only row in a transition table. */
    default String sameKeyAsTheOne(String left, String rows) {
        return key().stream()
                .map(each -> left + "." + each.column().quoted() + " " + each.live() + " (SELECT r."
                        + each.column().quoted() + " FROM " + rows + " r)")
                .collect(Collectors.joining(" AND "));
    }

    /** The columns that bring a row of the new table up to date. */
    default String assignedNames() {
        return assigned().map(SyncColumn::quoted).collect(Collectors.joining(", "));
    }

    /** What they are set to, from a row of the live table. */
    default String assignedValues(String live) {
        return assigned().map(column -> column.value(live)).collect(Collectors.joining(", "));
    }

    private Stream<SyncColumn> assigned() {
        return columns().stream().filter(column -> !column.always());
    }

    /** The beginning, up to FROM, of a statement that inserts rows of the live table, which it calls by this name. */
    default String insertion(String live) {
        return "INSERT INTO " + shadow() + " (" + columnNames() + ") OVERRIDING SYSTEM VALUE SELECT " + values(live);
    }
}
