package dev.pgzm.postgres;

import dev.pgzm.ports.backup.BackupDependent;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Drops a backup a few relations at a time. What it has begun, a later one can end. */
final class BackupDrop {
    private static final Sql DROPPABLE = Sql.file("list_droppable_relations");
    private static final int RELATIONS_PER_DROP = 50;
    private static final int SHOWN = 10;

    private final Session session;
    private final Plan plan;
    private final String nspname;
    private final Progress progress;

    private record Droppable(String kind, String relname) {}

    BackupDrop(Session session, Plan plan, String nspname, Progress progress) {
        this.session = session;
        this.plan = plan;
        this.nspname = nspname;
        this.progress = progress;
    }

    void run() {
        SchemaSettings settings = SchemaSettings.read(session, nspname);
        List<String> ownExtensions = settings.comment()
                .flatMap(BackupMark::parse)
                .map(BackupMark::ownExtensions)
                .orElse(List.of());
        step(List.of(), List.of(SchemaSettings.comment(nspname, BackupMark.dropping(settings.comment()))));
        List<Droppable> all = session.query(
                "list what is to be dropped",
                DROPPABLE,
                row -> new Droppable(row.getString("kind"), row.getString("relname")),
                nspname);
        for (List<Droppable> batch : Batches.of(all, RELATIONS_PER_DROP)) {
            step(tables(batch), batch.stream().map(this::drop).toList());
        }
        List<String> last = new ArrayList<>(List.of("DROP SCHEMA " + Identifiers.quote(nspname) + " CASCADE"));
        ownExtensions.stream().map(BackupDrop::dropUnlessUsed).forEach(last::add);
        step(List.of(), last);
    }

    /** With CASCADE, since tables refer to each other: only within the backup, as has been made sure. */
    private String drop(Droppable each) {
        return "DROP " + each.kind() + " IF EXISTS " + Identifiers.qualified(nspname, each.relname()) + " CASCADE";
    }

    private List<String> tables(List<Droppable> batch) {
        return batch.stream()
                .filter(each -> each.kind().equals("TABLE"))
                .map(each -> "ONLY " + Identifiers.qualified(nspname, each.relname()))
                .toList();
    }

    private static String dropUnlessUsed(String extname) {
        return "DO $pgzm$ BEGIN DROP EXTENSION IF EXISTS " + Identifiers.quote(extname)
                + "; EXCEPTION WHEN dependent_objects_still_exist OR insufficient_privilege THEN NULL; END $pgzm$";
    }

    /** One transaction. Nobody can begin to use a table that is locked, between the look at its dependents and its drop. */
    private void step(List<String> tables, List<String> statements) {
        Retries.untilLocked(
                plan.swapTimeout(),
                attempt -> progress.waiting("locks to drop tables of " + nspname + ", attempt " + attempt
                        + " of those that fit into " + plan.swapTimeout().toSeconds() + " s"),
                () -> {
                    attempt(tables, statements);
                    return true;
                });
    }

    private void attempt(List<String> tables, List<String> statements) {
        try {
            session.execute(
                    "drop tables of the backup",
                    "BEGIN; SET LOCAL lock_timeout = " + plan.lockTimeout().toMillis());
            List<String> locking = tables.isEmpty()
                    ? List.of()
                    : List.of("LOCK TABLE " + String.join(", ", tables) + " IN ACCESS EXCLUSIVE MODE");
            Interruption.cancelling(session, () -> session.executeRaw(String.join("", locking)));
            refuseIfUsed();
            Interruption.cancelling(session, () -> session.executeRaw(String.join(";\n", statements)));
            session.executeRaw("COMMIT");
        } catch (SQLException failed) {
            session.rollback();
            MigrationException failure = SqlFailure.of(Side.DESTINATION, "drop tables of " + nspname, failed);
            throw Retries.isForALock(failed) ? SwapTransaction.notObtained(failure) : failure;
        } catch (MigrationException refused) {
            session.rollback();
            throw refused;
        }
    }

    private void refuseIfUsed() {
        List<BackupDependent> dependents = BackupDependents.list(session, nspname);
        if (!dependents.isEmpty()) {
            throw new MigrationException(
                    Problem.of(ErrorCode.PREFLIGHT, "Cannot drop " + nspname + ": objects outside of it use it")
                            .withDetail(dependents.stream()
                                    .limit(SHOWN)
                                    .map(BackupDependent::what)
                                    .collect(Collectors.joining("\n")))
                            .withHint("Drop them, or let them use something else, then run the command again."));
        }
    }
}
