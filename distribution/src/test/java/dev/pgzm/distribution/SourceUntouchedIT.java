package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.plan.SourceLocking;
import dev.pgzm.ports.progress.Activity;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The promises to the source: nothing is written, nobody waits, unless asked for. */
@Timeout(120)
class SourceUntouchedIT {
    private static final LocalServer SERVER = TestServer.local();

    @TempDir
    private Path state;

    private final TestDatabase source = SERVER.server().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @BeforeEach
    void fill() {
        source.executeResource(FidelityIT.class, "zoo.sql");
        source.execute("CREATE TABLE busy (id int PRIMARY KEY, v text);"
                + " INSERT INTO busy SELECT i, repeat('x', 1000) FROM generate_series(1, 30000) i");
        source.execute("VACUUM FREEZE");
        source.execute("CHECKPOINT");
    }

    /** Locks that the runs hold on relations of the source, looked at whenever something happens. */
    private final class LockWatch implements Progress {
        private final Set<String> modes = Collections.synchronizedSet(new TreeSet<>());

        private void look() {
            modes.addAll(source.query("SELECT DISTINCT l.mode FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
                    + " WHERE a.application_name IN ('pgzm', 'pg_dump') AND l.locktype = 'relation'"));
        }

        @Override
        public void entered(MigrationStatus status) {
            look();
        }

        @Override
        public void ended(Activity activity, Duration took) {
            look();
        }
    }

    @Test
    void writesNothingAndTakesNoLockButAccessShare() {
        String position = "SELECT pg_current_wal_insert_lsn()";
        List<String> before = source.leftovers();
        String walBefore = source.value(position);
        LockWatch watch = new LockWatch();

        Engine.withStateIn(state).start(Engine.plan(source, destination), watch);

        assertThat(source.value(position)).isEqualTo(walBefore);
        assertThat(source.leftovers()).isEqualTo(before);
        assertThat(watch.modes).containsExactly("AccessShareLock");
        assertThat(destination.checksums()).isEqualTo(source.checksums());
    }

    @Test
    void letsWritersWriteDuringTheCopyAndCopiesOneInstant() {
        List<String> before = source.checksums();
        Progress writing = new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.RESTORING) {
                    source.execute("UPDATE busy SET v = 'changed'; DELETE FROM busy WHERE id % 2 = 0;"
                            + " INSERT INTO busy SELECT i, '' FROM generate_series(100000, 110000) i");
                }
            }
        };

        Engine.withStateIn(state).start(Engine.plan(source, destination), writing);

        assertThat(destination.checksums()).isEqualTo(before);
    }

    @Test
    void holdsTruncateOffWhileItReads() {
        List<String> before = source.checksums();
        List<String> refused = new ArrayList<>();
        Progress truncating = new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.RESTORING) {
                    assertThatThrownBy(() -> source.execute("SET lock_timeout = 100; TRUNCATE busy"))
                            .hasMessageContaining("lock timeout");
                    refused.add("truncate");
                }
            }
        };

        Engine.withStateIn(state).start(Engine.plan(source, destination), truncating);

        assertThat(refused).hasSize(1);
        assertThat(destination.checksums()).isEqualTo(before);
    }

    @Test
    void holdsWritersOffWhenAskedToAndLetsReadersPass() {
        List<String> refused = new ArrayList<>();
        Progress writing = new Progress() {
            @Override
            public void entered(MigrationStatus status) {
                if (status == MigrationStatus.RESTORING) {
                    assertThatThrownBy(() -> source.execute("SET lock_timeout = 100; UPDATE busy SET v = ''"))
                            .hasMessageContaining("lock timeout");
                    assertThat(source.value("SELECT count(*) FROM busy")).isEqualTo("30000");
                    refused.add("write");
                }
                if (status == MigrationStatus.SYNCING) {
                    source.execute("SET lock_timeout = 100; UPDATE busy SET v = 'after' WHERE id = 1");
                }
            }
        };

        Engine.withStateIn(state)
                .start(Engine.plan(source, destination).withSourceLocking(SourceLocking.FREEZE_WRITERS), writing);

        assertThat(refused).hasSize(1);
        assertThat(source.value("SELECT v FROM busy WHERE id = 1")).isEqualTo("after");
        assertThat(destination.value("SELECT length(v) FROM busy WHERE id = 1")).isEqualTo("1000");
    }

    @Test
    void waitsForAWriterBeforeItFreezesAndTellsWhom() throws SQLException {
        List<String> waits = Collections.synchronizedList(new ArrayList<>());
        try (Connection writer = source.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("UPDATE busy SET v = 'mine' WHERE id = 1");
            Progress patient = new Progress() {
                @Override
                public void waiting(String forWhat) {
                    waits.add(forWhat);
                    if (waits.size() == 2) {
                        try {
                            writer.commit();
                        } catch (SQLException failed) {
                            throw new IllegalStateException(failed);
                        }
                    }
                }
            };

            Engine.withStateIn(state)
                    .start(Engine.plan(source, destination).withSourceLocking(SourceLocking.FREEZE_WRITERS), patient);
        }

        assertThat(waits.get(0))
                .startsWith("a lock on the source's tables, attempt 1: held by process ")
                .contains("idle in transaction");
        assertThat(destination.value("SELECT v FROM busy WHERE id = 1")).isEqualTo("mine");
    }
}
