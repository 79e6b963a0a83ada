package dev.pgzm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpareConnectionsIT {
    private static final Sql WORK_MEM = Sql.of("SHOW work_mem");
    private static final Sql SEARCH_PATH = Sql.of("SHOW search_path");

    private final TestDatabase database = TestServer.shared().newDatabase();
    private final DatabaseUrl url = DatabaseUrl.parse(database.url(), name -> null);

    @BeforeEach
    void keepOne() {
        SpareConnections.keep(url);
    }

    @AfterEach
    void keepNone() {
        SpareConnections.release(url);
    }

    private Session open(String... more) {
        return Session.open(Side.DESTINATION, url, more);
    }

    private int leave(String... statements) {
        try (Session session = open()) {
            for (String statement : statements) {
                session.execute("alter the session", statement);
            }
            return session.pid();
        }
    }

    private static String show(Session session, Sql sql) {
        return session.strings("look", sql).get(0);
    }

    @Test
    void nothingOfASessionReachesTheNext() {
        String usual;
        try (Session first = open()) {
            usual = show(first, WORK_MEM);
        }
        int pid = leave("SET work_mem = '777kB'; SET search_path = public; SELECT pg_advisory_lock(77)");
        try (Session next = open()) {
            assertThat(next.pid()).isEqualTo(pid);
            assertThat(show(next, WORK_MEM)).isEqualTo(usual);
            assertThat(show(next, SEARCH_PATH)).isEqualTo("\"\"");
            assertThat(database.query("SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND objid = 77"))
                    .isEmpty();
        }
    }

    @Test
    void aSessionHasItsSettingsWhateverItBeginsWith() throws Exception {
        leave("SET work_mem = '777kB'");
        try (Session query = open("SET work_mem = '111kB'")) {
            assertThat(show(query, WORK_MEM)).isEqualTo("111kB");
        }
        try (Session statement = open("SET work_mem = '222kB'")) {
            statement.execute("keep it", "CREATE TABLE public.kept AS SELECT current_setting('work_mem') AS setting");
            assertThat(statement.strings("look", Sql.of("SELECT setting FROM public.kept")))
                    .containsExactly("222kB");
        }
        try (Session several = open("SET work_mem = '333kB'")) {
            several.read(
                    List.of("SELECT 1", "SHOW work_mem"),
                    (number, row) -> assertThat(row.getString(1))
                            .isEqualTo(List.of("1", "333kB").get(number)));
        }
        try (Session rolledBack = open("SET work_mem = '444kB'")) {
            rolledBack.execute("begin", "BEGIN");
            rolledBack.rollback();
            assertThat(show(rolledBack, WORK_MEM)).isEqualTo("444kB");
        }
    }

    @Test
    void aFirstQueryThatFailsLeavesTheSettingsToTheSecond() {
        leave("SET work_mem = '777kB'");
        try (Session session = open("SET work_mem = '111kB'")) {
            assertThatThrownBy(() -> session.read(List.of("SELECT 1 / 0"), (number, row) -> {}))
                    .hasMessageContaining("division by zero");
            assertThat(show(session, WORK_MEM)).isEqualTo("111kB");
        }
    }

    @Test
    void aConnectionThatWasEndedMeanwhileIsNotUsed() {
        int pid = leave();
        database.execute("SELECT pg_terminate_backend(" + pid + ")");
        SpareConnections.Spare left = SpareConnections.take(url).orElseThrow();
        long earlier = left.left() - Duration.ofSeconds(2).toNanos();
        SpareConnections.leave(url, new SpareConnections.Spare(left.connection(), left.settings(), earlier));
        try (Session next = open()) {
            assertThat(next.pid()).isNotEqualTo(pid);
            assertThat(show(next, SEARCH_PATH)).isEqualTo("\"\"");
        }
    }
}
