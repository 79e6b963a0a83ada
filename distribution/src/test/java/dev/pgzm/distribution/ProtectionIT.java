package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Archive;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutableProtection;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit that protects the servers holds while a run does what would exceed it. */
@Timeout(120)
class ProtectionIT {
    private static final LocalServer PRIMARY = TestServer.local("wal_level = replica", "max_wal_senders = 4");
    private static final LocalServer STANDBY = PRIMARY.standby("standby1");
    private static final long MEGABYTE = 1 << 20;
    private static final String GOODS = "CREATE TABLE goods (id int, v text);"
            + " INSERT INTO goods SELECT i, repeat('x', 985) FROM generate_series(1, 4000) i";
    private static final String SLOW_INDEX =
            "CREATE FUNCTION slow(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                    + " CREATE TABLE steps (id int); INSERT INTO steps SELECT generate_series(1, 200);"
                    + " CREATE INDEX slowly ON steps (slow(id));"
                    + " CREATE OR REPLACE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                    + " $$ BEGIN PERFORM pg_catalog.pg_sleep(0.01); RETURN $1; END $$";

    @TempDir
    private Path directory;

    private final TestDatabase source = TestServer.shared().newDatabase();

    /** What a run tells. */
    private static final class Told implements Progress {
        final Queue<String> waits = new ConcurrentLinkedQueue<>();
        final Queue<Activity> activities = new ConcurrentLinkedQueue<>();
        volatile boolean wentOn;

        @Override
        public void waiting(String forWhat) {
            waits.add(forWhat);
        }

        @Override
        public void wentOn(Duration waited) {
            wentOn = true;
        }

        @Override
        public void began(Activity activity) {
            activities.add(activity);
        }

        long copied() {
            return activities.stream()
                    .filter(activity -> activity.item().kind() == WorkKind.COPY)
                    .mapToLong(Activity::bytes)
                    .sum();
        }
    }

    @AfterAll
    static void stop() {
        STANDBY.close();
        PRIMARY.close();
    }

    private CompletableFuture<Void> preparing(Plan plan, Progress progress) {
        return CompletableFuture.runAsync(() -> Engine.withStateIn(directory).prepare(plan, progress));
    }

    /** Runs into the failure, which must leave nothing. */
    private Problem failure(Plan plan, TestDatabase destination) {
        List<String> before = destination.leftovers();
        Problem problem = catchThrowableOfType(
                        MigrationException.class,
                        () -> Engine.withStateIn(directory).prepare(plan, Progress.SILENT))
                .problem();
        assertThat(destination.leftovers()).isEqualTo(before);
        assertThat(Thread.interrupted()).isFalse();
        return problem;
    }

    @Test
    void pausesInTheMiddleOfATableWhileAReplicaIsBehind() {
        source.execute(GOODS);
        TestDatabase destination = PRIMARY.server().newDatabase();
        TestDatabase replica = new TestDatabase(STANDBY.address(), "postgres");
        TestDatabase primary = new TestDatabase(PRIMARY.address(), "postgres");
        Awaitility.await()
                .until(() -> primary.value("SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn) < 100000"
                                + " FROM pg_stat_replication")
                        .equals("t"));
        replica.execute("SELECT pg_wal_replay_pause()");
        Told told = new Told();

        CompletableFuture<Void> run = preparing(
                Engine.plan(source, destination)
                        .withMaxBytesPerSecond(MEGABYTE)
                        .withProtection(ImmutableProtection.builder()
                                .maxReplicaLag(MEGABYTE)
                                .build()),
                told);

        Awaitility.await().until(() -> !told.waits.isEmpty() || run.isDone());
        assertThat(told.waits)
                .singleElement()
                .asString()
                .startsWith("replica standby1 at ")
                .endsWith(" behind (--max-replica-lag 1.0MB)");
        long held = told.copied();
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .until(() -> told.copied() <= held + 4 * (64 << 10) && !run.isDone());
        replica.execute("SELECT pg_wal_replay_resume()");
        run.join();
        assertThat(told.wentOn).isTrue();
        assertThat(told.copied()).isGreaterThan(held);
    }

    @Test
    void givesUpWhereASlotKeepsTooMuchWalForTooLong() {
        source.execute(GOODS);
        TestDatabase destination = PRIMARY.server().newDatabase();
        destination.execute("SELECT pg_create_physical_replication_slot('forgotten', true);"
                + " CREATE TABLE noise AS SELECT repeat('x', 1000) FROM generate_series(1, 2000)");
        try {
            Problem problem = failure(
                    Engine.plan(source, destination)
                            .withProtection(ImmutableProtection.builder()
                                    .maxRetainedWal(MEGABYTE)
                                    .maxPause(Duration.ofSeconds(1))
                                    .build()),
                    destination);
            assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
            assertThat(problem.message())
                    .isEqualTo("Cannot go on: the destination was strained for longer than --max-pause, which is 1 s");
            assertThat(problem.detail().orElse(""))
                    .startsWith("The run waited for replication slot forgotten, which keeps ")
                    .endsWith(" of WAL (--max-retained-wal 1.0MB).");
        } finally {
            destination.execute("SELECT pg_drop_replication_slot('forgotten')");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void holdsNoMoreConnectionsThanItMay(boolean byArchive) throws SQLException {
        source.execute(GOODS + ";" + SLOW_INDEX + "; CREATE INDEX ON goods (id)");
        TestDatabase destination = TestServer.shared().newDatabase();
        TestDatabase watcher = TestServer.shared().newDatabase();
        ImmutablePlan plan = Engine.plan(source, destination)
                .withJobs(8)
                .withMaxBytesPerSecond(6 * MEGABYTE)
                .withProtection(ImmutableProtection.builder()
                        .maxConnections(8)
                        .maxReplicaLag(1L << 40)
                        .build());
        Told told = new Told();

        CompletableFuture<Void> run = preparing(
                byArchive
                        ? plan.withArchive(new Archive(
                                directory.resolve("archive"), Archive.Use.PASSING, Archive.Compression.NONE))
                        : plan,
                told);
        String sessions =
                "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND datname IN ('"
                        + source.name() + "', '" + destination.name() + "')";
        AtomicInteger most = new AtomicInteger();
        // one connection for all looks: on a busy machine a new one takes longer than the most are there
        try (Connection connection = watcher.connect();
                PreparedStatement count = connection.prepareStatement(sessions)) {
            Awaitility.await().pollInterval(Duration.ofMillis(5)).until(() -> {
                told.activities.forEach(Activity::server);
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    most.accumulateAndGet(row.getInt(1), Math::max);
                }
                return run.isDone();
            });
        }
        run.join();

        assertThat(most.get()).isBetween(6, 8);
    }

    @Test
    void endsAStatementThatTakesTooLong() {
        source.execute(SLOW_INDEX);
        TestDatabase destination = TestServer.shared().newDatabase();
        Problem problem = failure(
                Engine.plan(source, destination)
                        .withProtection(ImmutableProtection.builder()
                                .statementTimeout(Duration.ofSeconds(1))
                                .build()),
                destination);
        assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(problem.message())
                .isEqualTo("Cannot create INDEX slowly: canceling statement due to statement timeout");
        assertThat(problem.hint().orElse("")).contains("raise --statement-timeout");
    }

    @Test
    void endsAPhaseThatTakesTooLong() {
        source.execute(GOODS);
        TestDatabase destination = TestServer.shared().newDatabase();
        Problem problem = failure(
                Engine.plan(source, destination)
                        .withMaxBytesPerSecond(100_000)
                        .withProtection(ImmutableProtection.builder()
                                .phaseTimeout(Duration.ofSeconds(2))
                                .build()),
                destination);
        assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(problem.message())
                .isEqualTo("Cannot go on: restoring took longer than --phase-timeout, which is 2 s");
        assertThat(problem.detail().orElse("")).contains("the copy of public.goods");
    }
}
