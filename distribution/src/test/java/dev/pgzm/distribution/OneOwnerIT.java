package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.ports.state.ThisProcess;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import dev.pgzm.state.file.FileStateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two runs never work on one destination; who is refused is told by whom. */
@Timeout(120)
class OneOwnerIT {
    @TempDir
    private Path directory;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();

    @BeforeEach
    void fill() {
        // a row that can't be loaded while the test holds this lock in the destination
        source.execute("CREATE FUNCTION passes(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS"
                + " $$ BEGIN PERFORM pg_advisory_xact_lock_shared(4242); RETURN true; END $$;"
                + " CREATE TABLE notes (id int PRIMARY KEY CHECK (passes(id))); INSERT INTO notes VALUES (1)");
        destination.execute("CREATE TABLE notes (id int PRIMARY KEY, old text)");
    }

    private Program programIn(String name) throws IOException {
        return new Program(Files.createDirectories(directory.resolve(name))).between(source, destination);
    }

    private void awaitRunAtTheGate() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !destination
                        .query("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'advisory'"
                                + " AND datname = current_database()")
                        .isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"one", "another"})
    void lossesOneOfTwoRunsThatAreStartedAtOnce(String secondDirectory) throws SQLException, IOException {
        try (Connection gatekeeper = destination.connect();
                Statement statement = gatekeeper.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4242)");
            List<Program.Running> runs = List.of(
                    programIn("one").launch("start"), programIn(secondDirectory).launch("start"));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> runs.stream().anyMatch(run -> !run.process().isAlive()));
            statement.execute("SELECT pg_advisory_unlock(4242)");

            Program.Running loser = runs.get(0).process().isAlive() ? runs.get(1) : runs.get(0);
            Program.Running winner = loser.equals(runs.get(0)) ? runs.get(1) : runs.get(0);
            Program.Result lost = loser.result();
            assertThat(lost.exitCode()).isEqualTo(10);
            assertThat(lost.err())
                    .contains("ERROR:  Cannot begin: another run of pgzm owns the destination")
                    .contains("process " + winner.process().pid() + " on "
                            + ThisProcess.holder(Instant.EPOCH).host())
                    .containsPattern("since \\d{4}-\\d\\d-\\d\\dT")
                    .contains("STATE:  Nothing was changed.");
            Program.Result won = winner.result();
            assertThat(won.exitCode()).as(won.err()).isZero();
        }
        assertThat(destination.query("SELECT id FROM notes")).containsExactly("1");
    }

    @Test
    void tellsWhoRuns() throws SQLException, IOException {
        try (Connection gatekeeper = destination.connect();
                Statement statement = gatekeeper.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4242)");
            Program.Running run = programIn("one").launch("start");
            awaitRunAtTheGate();
            assertThat(programIn("one").run("status").out())
                    .contains("process " + run.process().pid() + " of ");
            assertThat(programIn("another").run("status").out())
                    .contains("process " + run.process().pid() + " on ");
            statement.execute("SELECT pg_advisory_unlock(4242)");
            assertThat(run.result().exitCode()).isZero();
        }
    }

    @Test
    void waitsForTheLeaseOfADeadHolderOfAnotherMachineToEnd() {
        LeaseHolder dead = new LeaseHolder("elsewhere.example.com", 4711, "ada", Instant.now());
        StateStore states = new FileStateStore(directory, InstantSource.system());
        assertThat(states.lease(destination.name(), dead, Duration.ofSeconds(3)))
                .isNotNull();
        AtomicReference<String> waited = new AtomicReference<>("");
        Plan plan = Engine.plan(source, destination);
        assertThat(Engine.withStateIn(directory)
                        .prepare(plan, new Progress() {
                            @Override
                            public void waiting(String forWhat) {
                                waited.set(forWhat);
                            }
                        })
                        .reached())
                .isEqualTo(Goal.PREPARED);
        assertThat(waited.get()).startsWith("the lease of process 4711 of ada on elsewhere.example.com");
    }

    @Test
    void leavesADestinationToAnotherRunThatHasTakenIt() throws SQLException {
        Plan plan = Engine.plan(source, destination).withLeaseDuration(Duration.ofSeconds(1));
        CompletableFuture<Problem> problem = new CompletableFuture<>();
        try (Connection gatekeeper = destination.connect();
                Statement statement = gatekeeper.createStatement();
                Connection other = destination.connect();
                Statement taking = other.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(4242)");
            Thread run = new Thread(() -> problem.complete(catchThrowableOfType(
                            MigrationException.class,
                            () -> Engine.withStateIn(directory).start(plan, Progress.SILENT))
                    .problem()));
            run.start();
            awaitRunAtTheGate();
            // the owner's connection is lost, and somebody else is faster
            String key = destination.value("SELECT (classid::bigint << 32 | objid::bigint) FROM pg_locks l"
                    + " JOIN pg_stat_activity a USING (pid) WHERE locktype = 'advisory'"
                    + " AND application_name LIKE 'pgzm, process%' AND a.datname = current_database()");
            destination.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE application_name LIKE 'pgzm, process%' AND datname = current_database()");
            taking.execute("SELECT pg_advisory_lock(" + key + ")");
            Problem lost = problem.orTimeout(30, TimeUnit.SECONDS).join();
            assertThat(lost.message()).isEqualTo("Cannot go on: another run of pgzm owns the destination");
            assertThat(lost.outcome())
                    .contains("What this run has built stays, for the other to go on with or to undo.");
        }
        assertThat(destination.query("SELECT 1 FROM pg_namespace WHERE nspname = 'shadow'"))
                .hasSize(1);
    }
}
