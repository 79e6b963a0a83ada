package dev.pgzm.postgres;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.TablePattern;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Gives tables of a backup the rows of the live tables, in the transaction that makes the backup live: whatever ends that
 * transaction leaves the backup as it was. Triggers on the live tables note the keys that are written while rows are copied; what
 * they noted is brought over when writers are held off.
 */
final class KeptTables implements SwapCompanion {
    /** The schema of the triggers' functions and queues, for as long as a rollback lasts. */
    private static final String HOME = "pgzm_rollback";

    private static final String MARK = "pgzm rollback";
    private static final int DRAINS = 3;
    private static final Sql TABLES = Sql.of(
            "SELECT c.relname FROM pg_catalog.pg_class c"
                    + " JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relkind IN ('r', 'p')");
    private static final Sql ACTIONS = Sql.file("list_suspended_actions");
    private static final Sql DEFINITION = Sql.file("select_definition");
    // each statement is about few keys of large tables, whatever the statistics say
    private static final List<String> FEW_KEYS = List.of("enable_seqscan", "enable_hashjoin", "enable_mergejoin");

    private final Plan plan;
    private final Consumer<String> rememberingKeys;

    /**
     * @param rememberingKeys takes the statements that validate foreign keys
     */
    KeptTables(Plan plan, Consumer<String> rememberingKeys) {
        this.plan = plan;
        this.rememberingKeys = rememberingKeys;
    }

    private record Action(String suspension, String resumption, Optional<String> validation) {}

    /** From now on the keys of what is written to the live tables are noted. Idempotent for one rollback. */
    static void begin(Plan plan, MigrationId id) {
        String begun = MARK + " " + id;
        if (!plan.preservation().isAsked()) {
            return;
        }
        try (Session session = WorkSession.open(plan)) {
            if (comment(session).filter(begun::equals).isPresent()) {
                return;
            }
            sweep(session, plan);
            session.execute(
                    "note what is written", "CREATE SCHEMA " + HOME + "; " + SchemaSettings.comment(HOME, MARK));
            SyncStart start = new SyncStart(session, plan);
            tables(session, plan).forEach(start::beginUnrecorded);
            session.execute("note what is written", SchemaSettings.comment(HOME, begun));
        }
    }

    /** Removes what {@link #begin} has made, also that of a process that is dead. */
    static void end(Plan plan) {
        try (Session session = WorkSession.open(plan)) {
            sweep(session, plan);
        }
    }

    private static void sweep(Session session, Plan plan) {
        if (comment(session).filter(text -> text.startsWith(MARK)).isPresent()) {
            SyncTriggers.drop(session, plan, HOME);
            session.execute("drop schema " + HOME, "DROP SCHEMA " + HOME + " CASCADE");
        }
    }

    private static Optional<String> comment(Session session) {
        return SchemaSettings.find(session, HOME).flatMap(SchemaSettings::comment);
    }

    private static List<String> relnames(Plan plan) {
        return plan.preservation().tables().stream()
                .map(TablePattern::exactName)
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<SyncTable> tables(Session session, Plan plan) {
        List<String> live = session.strings("list the tables", TABLES, plan.liveSchema());
        return new SyncTables(session, plan)
                .read(relnames(plan).stream().filter(live::contains).toList(), HOME);
    }

    /** Copies, while applications go on; what is left for when they wait is what was written meanwhile. */
    @Override
    public SwapStatements statements(Session session, Exchange exchange) {
        List<SyncTable> tables = tables(session, plan);
        List<Action> actions = actions(session, exchange);
        List<String> before = new ArrayList<>();
        tables.forEach(table -> before.add(requireUnaltered(session, table)));
        try {
            copy(session, tables, actions);
        } catch (SQLException failed) {
            throw SqlFailure.of(Side.DESTINATION, "bring the rows of kept tables to the backup", failed);
        }
        before.add(settings("off"));
        tables.forEach(table -> before.add(SyncDrain.finish(table)));
        before.add(settings("on"));
        actions.forEach(action -> before.add(action.resumption()));
        actions.stream().map(Action::validation).flatMap(Optional::stream).forEach(rememberingKeys);
        List<String> after = tables.stream().map(SyncFunction::disarmed).toList();
        return new SwapStatements(List.of(), before, after)
                .and(KeptSequences.statements(session, exchange, relnames(plan)));
    }

    private List<Action> actions(Session session, Exchange exchange) {
        return session.query(
                "list what acts on kept tables",
                ACTIONS,
                row -> new Action(
                        row.getString("suspension"),
                        row.getString("resumption"),
                        Optional.ofNullable(row.getString("validation"))),
                exchange.incoming(),
                exchange.live(),
                relnames(plan).toArray(String[]::new));
    }

    private static void copy(Session session, List<SyncTable> tables, List<Action> actions) throws SQLException {
        List<String> statements = new ArrayList<>();
        // what is checked at the end of the transaction would forbid to alter the tables before
        statements.add("SET CONSTRAINTS ALL IMMEDIATE");
        actions.forEach(action -> statements.add(action.suspension()));
        for (SyncTable table : tables) {
            statements.add("TRUNCATE " + table.shadow());
            statements.add(table.insertion() + table.live() + " l");
            statements.add("ANALYZE " + table.shadow());
        }
        statements.add(settings("off"));
        for (int i = 0; i < DRAINS; i++) {
            tables.forEach(table -> statements.add(tried(table)));
        }
        statements.add(settings("on"));
        Interruption.cancelling(session, () -> session.executeRaw(String.join(";\n", statements)));
    }

    /** A row that was read later than another may have what that one has let go of since: the last drain sees all. */
    private static String tried(SyncTable table) {
        return "DO LANGUAGE plpgsql "
                + Identifiers.literal("#variable_conflict use_column\nBEGIN " + SyncDrain.finish(table)
                        + ";\nEXCEPTION WHEN integrity_constraint_violation THEN NULL; END");
    }

    private static String settings(String value) {
        return FEW_KEYS.stream()
                .map(setting -> "SET LOCAL " + setting + " = " + value)
                .collect(Collectors.joining("; "));
    }

    /** Else the attempt is repeated, with the table as it has become. */
    private static String requireUnaltered(Session session, SyncTable table) {
        return "DO LANGUAGE plpgsql "
                + Identifiers.literal("BEGIN IF (" + DEFINITION.inlined(table.live()) + ") <> "
                        + Identifiers.literal(SyncStart.definition(session, table.live()))
                        + " THEN RAISE lock_not_available USING MESSAGE = "
                        + Identifiers.literal("table " + table.relname() + " was altered while its rows were copied")
                        + "; END IF; END");
    }
}
