package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.ImmutableProblem;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What is done after an attempt at the swap's locks: tells who is in the way, and makes them go where that is asked for. */
final class Blockade {
    private static final Signal CANCEL = new Signal(Sql.file("cancel_blocker"), "cancelled the statement of ");
    private static final Signal TERMINATE = new Signal(Sql.file("terminate_blocker"), "ended the connection of ");
    private static final Sql DEADLOCK_TIMEOUT =
            Sql.of("SELECT setting::bigint FROM pg_catalog.pg_settings WHERE name = 'deadlock_timeout'");

    private final Plan plan;
    private final Progress progress;
    private final Function<Session, List<Blocker>> inTheWay;
    private Plan next;

    private Blockade(Plan plan, Progress progress, Function<Session, List<Blocker>> inTheWay) {
        this.plan = plan;
        this.progress = progress;
        this.inTheWay = inTheWay;
        this.next = hurried(plan);
    }

    /**
     * The first attempt asks for moments only: who is in the way is known after it, and may be autovacuum, for which nobody else need
     * wait. Where there is time for one attempt only, it is a patient one.
     */
    private static Plan hurried(Plan plan) {
        boolean repeats = plan.swapTimeout().compareTo(plan.lockTimeout()) > 0;
        return repeats && plan.lockTimeout().compareTo(LockRequests.MOMENT) > 0
                ? ImmutablePlan.copyOf(plan).withLockTimeout(LockRequests.MOMENT)
                : plan;
    }

    /** Of a swap, which waits for old snapshots too. */
    static Blockade ofSwap(Plan plan, Progress progress) {
        return new Blockade(
                plan,
                progress,
                session -> Stream.concat(
                                holders(session, plan, plan.swapStrategy()).stream(),
                                OldSnapshots.kept(session).stream())
                        .toList());
    }

    /** Of a swap back, after which old snapshots see what they saw. */
    static Blockade ofSwapBack(Plan plan, MigrationId id, Progress progress) {
        return new Blockade(
                plan,
                progress,
                session -> SchemaSettings.mark(session, id.backupSchema())
                        .map(backup -> holders(session, plan, backup.strategy()))
                        .orElse(List.of()));
    }

    /** Of a backup's way back to life, of which the same is true. */
    static Blockade ofPromotion(Plan plan, Progress progress) {
        return new Blockade(plan, progress, session -> holders(session, plan, plan.swapStrategy()));
    }

    /** The plan, with the patience that the next attempt needs. */
    Plan next() {
        return next;
    }

    /** Before a repeat. A server that can't be asked now is told of by the next attempt. */
    void lift(int attempt) {
        next = plan;
        String locks = "the swap's locks, attempt " + attempt + " of those that fit into "
                + plan.swapTimeout().toSeconds() + " s";
        try (Session session = Session.open(Side.DESTINATION, plan.destination())) {
            List<Blocker> blockers = inTheWay.apply(session);
            progress.waiting(locks + Blockers.describe(blockers));
            boolean allGone =
                    blockers.stream().map(blocker -> act(session, blocker)).reduce(true, Boolean::logicalAnd);
            if (!allGone && blockers.stream().allMatch(Blocker::autovacuum)) {
                next = outlastingAutovacuum(session);
            }
        } catch (MigrationException unreachable) {
            progress.waiting(locks);
        }
    }

    /** The last attempt's failure, with who was in its way. */
    MigrationException explained(MigrationException refused) {
        if (refused.problem().code() != ErrorCode.SWAP_NOT_OBTAINED) {
            return refused;
        }
        try (Session session = Session.open(Side.DESTINATION, plan.destination())) {
            List<Blocker> blockers = inTheWay.apply(session);
            return blockers.isEmpty() ? refused : new MigrationException(with(refused, blockers), refused);
        } catch (MigrationException unreachable) {
            return refused;
        }
    }

    private static ImmutableProblem with(MigrationException refused, List<Blocker> blockers) {
        return ImmutableProblem.copyOf(refused.problem())
                .withDetail("In its way: " + Blockers.names(blockers) + ".\n"
                        + refused.problem().detail().orElse(""));
    }

    /** Who came later than the attempt's first request is not what it waited for. */
    private static List<Blocker> holders(Session session, Plan plan, SwapStrategy strategy) {
        return Blockers.list(session, plan.liveSchema(), HeldOff.by(strategy), plan.lockTimeout());
    }

    /** Whether it was told to go. */
    private boolean act(Session session, Blocker blocker) {
        if (blocker.pid() == 0) {
            return false;
        }
        if (blocker.autovacuum()) {
            // what it works on is about to be the backup, and it comes back by itself
            return send(session, CANCEL, blocker, "it would yield to any lock, later");
        }
        return switch (plan.onBlocked()) {
            case WAIT -> false;
            case CANCEL -> send(session, CANCEL, blocker, "--on-blocked cancel");
            case TERMINATE -> send(session, TERMINATE, blocker, "--on-blocked terminate");
        };
    }

    private boolean send(Session session, Signal signal, Blocker blocker, String why) {
        try {
            boolean sent = session.query(
                            "signal " + blocker, signal.sql, row -> row.getBoolean(1), blocker.pid(), blocker.began())
                    .contains(true);
            if (sent) {
                progress.found(new Finding(Severity.INFO, signal.done + blocker, why, ""));
            }
            return sent;
        } catch (MigrationException refused) {
            progress.found(new Finding(Severity.INFO, refused.problem().message(), why, ""));
            return false;
        }
    }

    private Plan outlastingAutovacuum(Session session) {
        return ImmutablePlan.copyOf(plan).withLockTimeout(plan.lockTimeout().plus(untilAutovacuumYields(session)));
    }

    /** The server makes autovacuum yield to whom it has kept waiting for deadlock_timeout. */
    static Duration untilAutovacuumYields(Session session) {
        return Duration.ofMillis(session.query("read deadlock_timeout", DEADLOCK_TIMEOUT, row -> row.getLong(1))
                .get(0));
    }

    /**
     * What a session can be told.
     *
     * @param done begins a sentence that ends with who was told
     */
    private record Signal(Sql sql, String done) {}
}
