package dev.pgzm.postgres;

import static java.util.Objects.requireNonNull;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Brings preserved tables exactly up to date while writers are held off, carries their sequences, and adds what must not have
 * acted on them before. The triggers do nothing from then on; dropping them would need a lock that readers wait for.
 */
final class PreservedSwap implements SwapCompanion {
    private static final Sql DEFINITIONS =
            Sql.of("SELECT number, definition FROM pgzm.preserved_table WHERE NOT sequence");
    private static final Sql DEFINITION = Sql.file("select_definition");
    private static final String ALTERED = "PZ002";
    private static final String UNFIT = "PZ003";
    private static final Sql AHEAD = Sql.file("list_tables_ahead_of_snapshots");
    private static final Sql ASKED = Sql.of("SELECT EXISTS (SELECT FROM pgzm.preserved_table)");

    private final Plan plan;

    PreservedSwap(Plan plan) {
        this.plan = plan;
    }

    /** Applications go on writing: what is done now need not be done while they wait. */
    static void beforeTheLocks(Plan plan) {
        try (Session session = SyncSession.open(plan)) {
            List<SyncDrain> drains = new SyncTables(session, plan)
                    .read().stream().map(table -> new SyncDrain(session, table)).toList();
            drains.forEach(SyncDrain::run);
            drains.forEach(SyncDrain::catchUp);
            new SwapGuards(session, plan, Plan.OWN_SCHEMA).makeReady();
        }
    }

    /** Whether there are preserved tables. */
    static Supplier<Boolean> askIfAsked(Questions questions) {
        Supplier<List<Boolean>> asked = questions.ask("look for preserved tables", ASKED, row -> row.getBoolean(1));
        return () -> asked.get().get(0);
    }

    /** On the way back the triggers do nothing any more. */
    @Override
    public SwapStatements statements(Session session, Exchange exchange) {
        if (!exchange.incoming().equals(plan.shadowSchema())
                || !askIfAsked(new Questions(session)).get()) {
            return SwapStatements.after(List.of());
        }
        Map<Integer, String> definitions = session
                .query(
                        "read the definitions of preserved tables",
                        DEFINITIONS,
                        row -> Map.entry(row.getInt(1), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        Set<Integer> ahead =
                Set.copyOf(session.query("look for snapshots that miss rows", AHEAD, row -> row.getInt("number")));
        List<String> before = new ArrayList<>();
        List<String> after = new ArrayList<>();
        SwapGuards guards = new SwapGuards(session, plan, Plan.OWN_SCHEMA);
        before.add(SyncDrain.FEW_KEYS);
        for (SyncTable table : new SyncTables(session, plan).read()) {
            before.add(requireUnaltered(table, requireNonNull(definitions.get(table.number()))));
            before.add(finish(table, guards.creation(table.shadow()), ahead.contains(table.number())));
            after.add(SyncFunction.disarmed(table));
        }
        before.add(SyncDrain.ANY_KEYS);
        after.addAll(LateEntries.statements(session));
        return CarriedSequences.ofMigration(session, exchange).and(new SwapStatements(List.of(), before, after));
    }

    private static String requireUnaltered(SyncTable table, String definition) {
        return "DO LANGUAGE plpgsql "
                + Identifiers.literal("BEGIN IF (" + DEFINITION.inlined(table.live()) + ") <> "
                        + Identifiers.literal(definition) + " THEN RAISE SQLSTATE '" + ALTERED + "' USING MESSAGE = "
                        + Identifiers.literal("preserved table " + table.relname() + " was altered since prepare")
                        + "; END IF; END");
    }

    private static String finish(SyncTable table, String guard, boolean needed) {
        return "DO LANGUAGE plpgsql "
                + Identifiers.literal("#variable_conflict use_column\nDECLARE pgzm_detail text; BEGIN "
                        + SyncDrain.finish(table, guard, needed)
                        + ";\nEXCEPTION WHEN data_exception OR integrity_constraint_violation THEN"
                        + " GET STACKED DIAGNOSTICS pgzm_detail = PG_EXCEPTION_DETAIL; RAISE SQLSTATE '" + UNFIT
                        + "' USING MESSAGE = "
                        + Identifiers.literal("the new definition of preserved table " + table.relname()
                                + " does not hold all of its rows")
                        + ", DETAIL = pg_catalog.concat_ws(E'\\n', SQLERRM, pgzm_detail); END");
    }

    /** What a failure under the locks means, if it is of these statements. */
    static Optional<MigrationException> explained(SQLException failed) {
        return switch (SqlFailure.sqlState(failed)) {
            case ALTERED ->
                refusal(
                        failed,
                        "Its columns, keys, partitions or sync triggers are not those that its copy was made for.",
                        "Run pgzm abort, then prepare again.");
            case UNFIT ->
                refusal(failed, "", "pgzm status tells how many keys wait, and why. Mend the rows, then swap again.");
            default -> Optional.empty();
        };
    }

    private static Optional<MigrationException> refusal(SQLException failed, String detail, String hint) {
        Problem said = SqlFailure.of(Side.DESTINATION, "swap", failed).problem();
        return Optional.of(new MigrationException(
                Problem.of(ErrorCode.DESTINATION_FAILED, said.message())
                        .withDetail((detail + "\n" + said.detail().orElse("")).strip())
                        .withHint(hint),
                failed));
    }
}
