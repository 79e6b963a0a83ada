package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.LocalServer;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A failure in any phase leaves both databases as they were, and says what, why and what next. */
@Timeout(120)
class FailureIT {
    private static final String SHOP = "CREATE TABLE goods (id int PRIMARY KEY, v text, n int);"
            + " INSERT INTO goods SELECT i, md5(i::text), i FROM generate_series(1, 50000) i;"
            + " CREATE TABLE sales (id int PRIMARY KEY, goods_id int REFERENCES goods);"
            + " INSERT INTO sales SELECT i, i FROM generate_series(1, 50000) i; CREATE INDEX ON goods (v);"
            + " CREATE MATERIALIZED VIEW m AS SELECT count(*) FROM goods";

    @TempDir
    private Path state;

    @TempDir
    private Path otherState;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();

    @BeforeEach
    void fill() {
        source.execute(SHOP);
        destination.execute("CREATE TABLE goods (id int PRIMARY KEY, old text); INSERT INTO goods VALUES (1, 'old')");
    }

    /** Runs into the failure and checks what it leaves. */
    private Problem failure(Plan plan, Progress progress) {
        List<String> sourceBefore = source.leftovers();
        List<String> destinationBefore = destination.leftovers();
        Problem problem = catchThrowableOfType(
                        MigrationException.class,
                        () -> Engine.withStateIn(state).start(plan, progress))
                .problem();
        destination.awaitNoSessionOfARun();
        assertThat(source.leftovers()).isEqualTo(sourceBefore);
        assertThat(destination.leftovers()).isEqualTo(destinationBefore);
        assertThat(destination.query("SELECT * FROM goods")).containsExactly("1|old");
        assertThat(problem.detail()).isPresent();
        assertThat(problem.hint()).isPresent();
        return problem;
    }

    private Problem failure() {
        return failure(Engine.plan(source, destination), Progress.SILENT);
    }

    private static Progress when(MigrationStatus status, Runnable deed) {
        return new Progress() {
            @Override
            public void entered(MigrationStatus entered) {
                if (entered == status) {
                    deed.run();
                }
            }
        };
    }

    /** Cancels or terminates the run's backend on the destination that executes such a statement, once there is one. */
    private @Nullable Void once(String deed, String statement) {
        Awaitility.await()
                .until(() -> destination
                        .query("SELECT pg_" + deed
                                + "_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'pgzm%'"
                                + " AND datname = current_database() AND state = 'active' AND query ~ '" + statement
                                + "'")
                        .contains("t"));
        return null;
    }

    private static void lock(Statement statement) {
        try {
            statement.execute("LOCK TABLE goods IN ACCESS EXCLUSIVE MODE");
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void terminateRunners(TestDatabase database) {
        database.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'pgzm%'"
                + " AND datname = current_database()");
    }

    /** An index that takes half a minute on the destination, if nobody ends it. */
    private void slowIndex() {
        source.execute("CREATE FUNCTION slow(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                + " CREATE INDEX slow ON goods (slow(n));"
                + " CREATE OR REPLACE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                + " $$ BEGIN IF $1 % 500 = 0 THEN PERFORM pg_sleep(0.3); END IF; RETURN $1; END $$");
    }

    @Test
    void wrongPassword() {
        ImmutablePlan plan = Engine.plan(source, destination);
        DatabaseUrl wrong = DatabaseUrl.parse(destination.url("nobody_here", "wr0ng"), name -> null);

        Problem problem = failure(plan.withDestination(wrong), Progress.SILENT);

        assertThat(problem.code()).isEqualTo(ErrorCode.PREFLIGHT);
        assertThat(problem.message())
                .startsWith("Cannot connect to the destination postgresql://nobody_here@")
                .contains("authentication failed");
        assertThat(problem.hint())
                .contains("Check the user and the password of the destination"
                        + " (URL, PGPASSWORD or ~/.pgpass) and its pg_hba.conf.");
        assertThat(problem.outcome()).contains("Nothing was changed.");
        assertThat(problem.toString()).doesNotContain("wr0ng");
    }

    @Test
    void aRowAgainstACheck() {
        source.execute("CREATE FUNCTION fine(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';"
                + " ALTER TABLE goods ADD CONSTRAINT is_fine CHECK (public.fine(n));"
                + " CREATE OR REPLACE FUNCTION fine(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT $1 <> 777'");

        Problem problem = failure();

        assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(problem.message())
                .isEqualTo("Cannot load table public.goods: new row for relation \"goods\" violates check constraint"
                        + " \"is_fine\"");
        assertThat(problem.detail().orElseThrow())
                .contains("Failing row contains (777,")
                .contains("SQLSTATE 23514");
        assertThat(problem.outcome().orElseThrow()).startsWith("Both databases are as they were before.");
    }

    @Test
    void aForeignKeyThatTheRowsBreak() {
        source.execute("ALTER TABLE goods DISABLE TRIGGER ALL; DELETE FROM goods WHERE id = 5;"
                + " ALTER TABLE goods ENABLE TRIGGER ALL");

        Problem problem = failure();

        assertThat(problem.message())
                .isEqualTo("Cannot create FK CONSTRAINT sales sales_goods_id_fkey: insert or update on table \"sales\""
                        + " violates foreign key constraint \"sales_goods_id_fkey\"");
        assertThat(problem.hint())
                .contains("A row of the source breaks the source's own definition: mend one of them"
                        + " there, then run the command again.");
    }

    @Test
    void aLostConnectionToTheDestinationWhileIndexesAreBuilt() {
        slowIndex();
        CompletableFuture<Void> cut = CompletableFuture.supplyAsync(() -> once("terminate", "CREATE INDEX slow"));

        Problem problem = failure();

        cut.join();
        assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(problem.message())
                .isEqualTo("Cannot create INDEX slow: terminating connection due to administrator command");
        assertThat(problem.outcome().orElseThrow()).startsWith("Both databases are as they were before.");
    }

    @Test
    void aLostConnectionToTheDestinationWhileRowsAreCopied() {
        source.execute("CREATE FUNCTION slow(int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';"
                + " ALTER TABLE goods ADD CHECK (slow(n)); CREATE OR REPLACE FUNCTION slow(int) RETURNS boolean"
                + " LANGUAGE plpgsql IMMUTABLE AS"
                + " $$ BEGIN IF $1 % 500 = 0 THEN PERFORM pg_sleep(0.3); END IF; RETURN true; END $$");
        CompletableFuture<Void> cut = CompletableFuture.supplyAsync(() -> once("terminate", "^COPY.*goods"));

        Problem problem = failure();

        cut.join();
        assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(problem.message()).startsWith("Cannot load table public.goods: ");
        assertThat(problem.outcome().orElseThrow()).startsWith("Both databases are as they were before.");
    }

    @Test
    void aLostConnectionToTheSourceWhileItsTablesAreLocked() throws SQLException {
        try (Connection other = source.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            Progress cutting = new Progress() {
                @Override
                public void entered(MigrationStatus status) {
                    if (status == MigrationStatus.DUMPING) {
                        lock(statement);
                    }
                }

                @Override
                public void waiting(String forWhat) {
                    terminateRunners(source);
                }
            };

            Problem problem = failure(Engine.plan(source, destination), cutting);

            assertThat(problem.code()).isEqualTo(ErrorCode.SOURCE_FAILED);
            assertThat(problem.hint())
                    .contains("Check that the source is up and can be reached from here, then run the command again.");
            other.rollback();
        }
    }

    @Test
    void aLostConnectionToTheSource() {
        Problem problem = failure(
                Engine.plan(source, destination), when(MigrationStatus.RESTORING, () -> terminateRunners(source)));

        assertThat(problem.code()).isEqualTo(ErrorCode.SOURCE_FAILED);
        assertThat(problem.hint())
                .contains("Check that the source is up and can be reached from here, then run the command again.");
    }

    @Test
    void aCancelledStatement() {
        slowIndex();
        CompletableFuture<Void> cancelled = CompletableFuture.supplyAsync(() -> once("cancel", "CREATE INDEX slow"));

        Problem problem = failure();

        cancelled.join();
        assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(problem.message()).isEqualTo("Cannot create INDEX slow: canceling statement due to user request");
        assertThat(problem.hint())
                .contains("Somebody or a timeout cancelled the statement on the destination:"
                        + " see its log, raise --statement-timeout if it was that, then run the command again.");
    }

    @Test
    void aFullDisk() {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can mount a small disk");
        try (LocalServer server = TestServer.local()) {
            TestDatabase small = server.server().newDatabase();
            small.execute("CREATE TABLE goods (id int PRIMARY KEY, old text); INSERT INTO goods VALUES (1, 'old')");
            TestDatabase other = server.server().newDatabase();
            other.execute("CREATE TABLESPACE small LOCATION '" + server.smallDisk(16) + "'");
            other.execute("ALTER DATABASE " + small.name() + " SET TABLESPACE small");
            List<String> before = small.leftovers();

            Problem problem = catchThrowableOfType(
                            MigrationException.class,
                            () -> Engine.withStateIn(state).start(Engine.plan(source, small), Progress.SILENT))
                    .problem();

            assertThat(problem.code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
            assertThat(problem.message()).contains("No space left on device");
            assertThat(problem.hint()).contains("Free disk space on the destination, then run the command again.");
            assertThat(problem.outcome().orElseThrow()).startsWith("Both databases are as they were before.");
            assertThat(small.leftovers()).isEqualTo(before);
        }
    }

    @Test
    void aLockThatIsNeverReleased() throws SQLException {
        try (Connection writer = destination.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO goods VALUES (2, 'not committed')");

            Problem problem =
                    failure(Engine.plan(source, destination).withSwapTimeout(Duration.ofSeconds(2)), Progress.SILENT);

            assertThat(problem.code()).isEqualTo(ErrorCode.SWAP_NOT_OBTAINED);
            assertThat(problem.message()).isEqualTo("Cannot swap the schemas: canceling statement due to lock timeout");
            writer.rollback();
        }
    }

    @Test
    void aNewSchemaThatDoesNotHoldWhatItShould() {
        source.execute("CREATE EXTENSION hstore; CREATE EXTENSION postgis");
        destination.execute("CREATE EXTENSION pg_trgm; COMMENT ON SCHEMA public IS 'ours'");
        Problem problem = failure(
                Engine.plan(source, destination),
                when(MigrationStatus.VERIFYING, () -> destination.execute("DROP INDEX goods_v_idx")));

        assertThat(problem.code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
        assertThat(problem.detail()).contains("index goods_v_idx valid");
        assertThat(problem.outcome().orElseThrow())
                .startsWith("The new schema was live, and was swapped back. Both databases are as they were before.");
    }

    @Test
    void anotherRunOnTheSameDestination() {
        Problem[] second = new Problem[1];

        Engine.withStateIn(state)
                .start(
                        Engine.plan(source, destination),
                        when(
                                MigrationStatus.RESTORING,
                                () -> second[0] = catchThrowableOfType(
                                                MigrationException.class,
                                                () -> Engine.withStateIn(otherState)
                                                        .start(Engine.plan(source, destination), Progress.SILENT))
                                        .problem()));

        assertThat(second[0].code()).isEqualTo(ErrorCode.STATE_CONFLICT);
        assertThat(second[0].detail().orElseThrow()).startsWith("Its lock is held by pgzm, process ");
    }
}
