package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.util.List;
import java.util.function.Supplier;

/** Transactions that would miss rows of the new schema, because their snapshot is older than the load. */
final class OldSnapshots {
    private static final Sql LIST = Sql.file("list_old_snapshots");

    private OldSnapshots() {}

    /** All of them. */
    static List<Blocker> list(Session session) {
        return list(session, false);
    }

    /** Those that the swap waits for: they hold a snapshot between two statements, so that the next one uses it too. */
    static List<Blocker> kept(Session session) {
        return list(session, true);
    }

    private static List<Blocker> list(Session session, boolean idleOnly) {
        if (OwnSchema.mark(session).isEmpty()) {
            return List.of();
        }
        return ask(new Questions(session), idleOnly).get();
    }

    /** As {@link #kept}, where a migration is recorded. */
    static Supplier<List<Blocker>> askKept(Questions questions) {
        return ask(questions, true);
    }

    private static Supplier<List<Blocker>> ask(Questions questions, boolean idleOnly) {
        return questions.ask(
                "list old snapshots",
                LIST,
                row -> new Blocker(row.getInt("pid"), row.getString("began"), false, row.getString("session")),
                String.valueOf(idleOnly));
    }

    /**
     * @param kept those that the swap waits for
     * @throws MigrationException with {@code SWAP_NOT_OBTAINED} if there is one
     */
    static void refuse(List<Blocker> kept) {
        if (!kept.isEmpty()) {
            throw new MigrationException(
                    Problem.of(ErrorCode.SWAP_NOT_OBTAINED, "Cannot swap: open transactions would see new tables empty")
                            .withDetail("They read by a snapshot that is older than the new rows.")
                            .withHint("Run the command again when they have ended, or with --on-blocked terminate."));
        }
    }
}
