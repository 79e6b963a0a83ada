package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.postgres.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A transaction with a snapshot of before the swap does not see what the swap has brought over from the queue: it must not take
 * that for rows that are not there.
 */
@Timeout(60)
class OldSnapshotWritesIT {
    private static final String USERS = "CREATE TABLE users (id int PRIMARY KEY, name text)";
    private static final String IN_PARTS = USERS + " PARTITION BY RANGE (id); CREATE TABLE users_0 PARTITION OF users"
            + " FOR VALUES FROM (0) TO (10); CREATE TABLE users_1 PARTITION OF users DEFAULT";
    private static final String LATE_USER = "UPDATE users SET name = 'changed' WHERE id = 11";

    @TempDir
    private Path state;

    private PreservedScene scene;
    private TestDatabase destination;

    @BeforeEach
    void set() {
        scene = new PreservedScene(state);
        destination = scene.destination;
    }

    private void fill(String users) {
        scene.source.execute(users);
        destination.execute(users + "; INSERT INTO users SELECT i, 'n' || i FROM generate_series(1, 10) i");
    }

    /** The table's owner is another role than the one that owns the database and is its member. */
    private void ownByOthers() {
        String role = "r" + destination.name();
        destination.execute(
                "CREATE ROLE " + role + " LOGIN PASSWORD 'pw'; CREATE ROLE " + role + "_owner; GRANT " + role
                        + "_owner TO " + role + "; ALTER DATABASE " + destination.name() + " OWNER TO " + role
                        + "; ALTER SCHEMA public OWNER TO " + role + "; ALTER TABLE users OWNER TO " + role + "_owner");
        scene.connectAs(role);
    }

    /** With a row that the copy does not get before the swap. */
    private void prepareAndQueueLateUser() {
        scene.prepare();
        destination.execute("BEGIN ISOLATION LEVEL SERIALIZABLE; INSERT INTO users VALUES (11, 'late'); COMMIT");
        assertThat(scene.standing().queued()).isEqualTo(1);
    }

    /** A transaction that has taken its snapshot, of what is elsewhere. */
    private Connection old(String isolation) throws SQLException {
        Connection old = destination.connect();
        old.setAutoCommit(false);
        execute(old, "SET TRANSACTION ISOLATION LEVEL " + isolation);
        execute(old, "SELECT pg_current_snapshot()");
        return old;
    }

    private static int execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            return statement.getUpdateCount();
        }
    }

    private void awaitSwap() {
        Awaitility.await()
                .until(() -> !destination
                        .query("SELECT 1 FROM pg_namespace WHERE nspname LIKE 'backup%'")
                        .isEmpty());
    }

    private static void assertToBeRetried(Connection old, String statement) {
        SQLException refused = catchThrowableOfType(SQLException.class, () -> execute(old, statement));
        assertThat(refused.getSQLState()).isEqualTo("40001");
        assertThat(refused.getMessage()).contains("was replaced by pgzm", "Retry the transaction.");
    }

    private void assertNothingIsLeft() {
        assertThat(destination.query("SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"))
                .isEmpty();
        assertThat(destination.query("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'pgzm%'"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"REPEATABLE READ, users", "SERIALIZABLE, users_1", "REPEATABLE READ, users_1"})
    void isToldToRetryAndThenSeesThem(String isolation, String named) throws Exception {
        fill(named.equals("users") ? USERS : IN_PARTS);
        prepareAndQueueLateUser();

        try (Connection old = old(isolation)) {
            CompletableFuture<Void> swap = CompletableFuture.runAsync(scene::swap);
            awaitSwap();
            destination.execute("UPDATE users SET name = 'by a newer transaction' WHERE id = 10");
            String statement = LATE_USER.replace("users", named);
            assertToBeRetried(old, statement);
            old.rollback();
            execute(old, "SET TRANSACTION ISOLATION LEVEL " + isolation);
            assertThat(execute(old, statement)).isEqualTo(1);
            old.commit();
            swap.join();
        }

        assertThat(destination.query("SELECT name FROM users WHERE id > 9 ORDER BY id"))
                .containsExactly("by a newer transaction", "changed");
        assertThat(scene.findings).extracting(Finding::what).noneMatch(what -> what.contains("guard"));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isToldToRetryForAsLongAsItLasts(boolean superuser) throws SQLException {
        fill(USERS);
        if (!superuser) {
            ownByOthers();
        }
        prepareAndQueueLateUser();

        Finding left;
        try (Connection old = old("REPEATABLE READ")) {
            scene.swapWithin(Duration.ofSeconds(1));
            left = scene.findings.get(scene.findings.size() - 1);
            assertThat(destination.query("SELECT 1 FROM pg_namespace WHERE nspname = 'pgzm'"))
                    .isEmpty();
            assertToBeRetried(old, "DELETE FROM users WHERE id = 11");
        }

        assertThat(left.what()).isEqualTo("triggers pgzm_guard are left on \"public\".\"users\"");
        assertThat(left.why()).startsWith("open transactions began before the swap: process ");
        assertThat(scene.waits)
                .anySatisfy(wait -> assertThat(wait)
                        .startsWith("the last transactions that began before the swap, to take the guards off")
                        .contains(superuser ? "idle in transaction" : "of another role"));
        destination.execute(left.remedy().substring(left.remedy().indexOf("SET lock_timeout")));
        assertNothingIsLeft();
    }

    @Test
    void seesThemIfTheSwapIsTakenBack() throws SQLException {
        fill(USERS);
        prepareAndQueueLateUser();

        try (Connection old = old("REPEATABLE READ")) {
            MigrationException failed = catchThrowableOfType(
                    MigrationException.class,
                    () -> scene.swapMeeting(
                            MigrationStatus.VERIFYING, () -> destination.execute("ALTER TABLE users DROP name")));
            assertThat(failed.problem().code()).isEqualTo(ErrorCode.VERIFICATION_FAILED);
            assertThat(execute(old, LATE_USER)).isEqualTo(1);
            old.commit();
        }

        assertThat(destination.value("SELECT name FROM users WHERE id = 11")).isEqualTo("changed");
        assertNothingIsLeft();
    }

    @Test
    void mayWriteWhereItSeesAllRows() throws SQLException {
        fill(USERS);
        scene.prepare();

        try (Connection old = old("REPEATABLE READ")) {
            scene.swap();
            assertThat(execute(old, LATE_USER.replace("11", "10"))).isEqualTo(1);
            old.commit();
        }

        assertNothingIsLeft();
    }
}
