package dev.pgzm.postgres;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.progress.Progress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

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
            "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = $1 AND c.relname = ANY ($2::text[]) AND c.relkind IN ('r', 'p') ORDER BY c.relname");
    private static final Sql DEFINITION = Sql.file("select_definition");

    private final Plan plan;
    private final Consumer<String> rememberingKeys;

    /**
     * @param rememberingKeys takes the statements that validate foreign keys
     */
    KeptTables(Plan plan, Consumer<String> rememberingKeys) {
        this.plan = plan;
        this.rememberingKeys = rememberingKeys;
    }

    /** From now on the keys of what is written to the live tables are noted. Idempotent for one rollback. */
    static void begin(Plan plan, MigrationId id, Progress progress) {
        String begun = MARK + " " + id;
        if (!plan.preservation().isAsked()) {
            return;
        }
        try (Session session = WorkSession.open(plan)) {
            if (comment(session).filter(begun::equals).isPresent()) {
                return;
            }
            sweep(session, plan, id, progress);
            session.execute(
                    "note what is written", "CREATE SCHEMA " + HOME + "; " + SchemaSettings.comment(HOME, MARK));
            new SwapGuards(session, plan, HOME).makeReady();
            SyncStart start = new SyncStart(session, plan);
            tables(session, plan).forEach(start::beginUnrecorded);
            session.execute("note what is written", SchemaSettings.comment(HOME, begun));
        }
    }

    /** Removes what {@link #begin} and the exchange have made, also those of a process that is dead. */
    static void end(Plan plan, MigrationId id, Progress progress) {
        try (Session session = WorkSession.open(plan)) {
            sweep(session, plan, id, progress);
        }
    }

    private static void sweep(Session session, Plan plan, MigrationId id, Progress progress) {
        if (comment(session).filter(text -> text.startsWith(MARK)).isPresent()) {
            new SwapGuards(session, plan, HOME).drop(id, progress).ifPresent(progress::found);
            SyncTriggers.drop(
                    session,
                    plan,
                    SyncTriggers.ask(new Questions(session), HOME).get());
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
        return new SyncTables(session, plan)
                .read(
                        session.strings(
                                "list the kept tables",
                                TABLES,
                                plan.liveSchema(),
                                relnames(plan).toArray(String[]::new)),
                        HOME);
    }

    /** Copies, while applications go on; what is left for when they wait is what was written meanwhile. */
    @Override
    public SwapStatements statements(Session session, Exchange exchange) {
        List<SyncTable> tables = tables(session, plan);
        List<SuspendedAction> actions = SuspendedAction.list(session, exchange, relnames(plan));
        copy(session, tables, actions);
        List<String> before = new ArrayList<>();
        before.add(SyncDrain.FEW_KEYS);
        for (SyncTable table : tables) {
            before.add(requireUnaltered(table));
            before.add(finish(table));
        }
        before.add(SyncDrain.ANY_KEYS);
        for (SuspendedAction action : actions) {
            before.add(action.resumption());
            action.validation().ifPresent(rememberingKeys);
        }
        List<String> after = tables.stream().map(SyncFunction::disarmed).toList();
        return new SwapStatements(List.of(), before, after)
                .and(CarriedSequences.ofKept(session, exchange, relnames(plan)));
    }

    private void copy(Session session, List<SyncTable> tables, List<SuspendedAction> actions) {
        SwapGuards guards = new SwapGuards(session, plan, HOME);
        try (Session reading = WorkSession.open(plan)) {
            Interruption.cancelling(session, () -> {
                // what is checked at the end of the transaction would forbid to alter the tables before
                session.executeRaw("SET CONSTRAINTS ALL IMMEDIATE");
                for (SuspendedAction action : actions) {
                    session.executeRaw(action.suspension());
                }
                for (SyncTable table : tables) {
                    new KeptCopy(session, table).run(reading);
                    session.executeRaw(block(guards.creation(table.shadow())));
                }
                session.executeRaw(SyncDrain.FEW_KEYS);
                for (int i = 0; i < DRAINS; i++) {
                    for (SyncTable table : tables) {
                        session.executeRaw(tried(table));
                    }
                }
                session.executeRaw(SyncDrain.ANY_KEYS);
            });
        } catch (SQLException failed) {
            throw SqlFailure.of(Side.DESTINATION, "bring the rows of kept tables to the backup", failed);
        }
    }

    /** A row that was read later than another may have what that one has let go of since: the last drain sees all. */
    private static String tried(SyncTable table) {
        return block(SyncDrain.finish(table) + ";\nEXCEPTION WHEN integrity_constraint_violation THEN NULL");
    }

    private static String finish(SyncTable table) {
        return block(SyncDrain.finish(table)
                + ";\nEXCEPTION WHEN data_exception OR integrity_constraint_violation THEN"
                + " RAISE EXCEPTION USING ERRCODE = SQLSTATE, MESSAGE = "
                + Identifiers.literal("table " + table.relname() + " of the backup does not hold all current rows: ")
                + " || SQLERRM");
    }

    private static String block(String statements) {
        return "DO LANGUAGE plpgsql "
                + Identifiers.literal("#variable_conflict use_column\nBEGIN " + statements + "; END");
    }

    /** Since the triggers were made: what was written to another table of its name they have not noted. */
    private static String requireUnaltered(SyncTable table) {
        return block("IF (" + DEFINITION.inlined(table.live()) + ") IS DISTINCT FROM pg_catalog.obj_description("
                + Identifiers.literal(table.queue())
                + "::pg_catalog.regclass, 'pg_class') THEN RAISE object_not_in_prerequisite_state USING MESSAGE = "
                + Identifiers.literal("table " + table.relname() + " was altered while its rows were copied")
                + ", HINT = 'Run the command again.'; END IF");
    }
}
