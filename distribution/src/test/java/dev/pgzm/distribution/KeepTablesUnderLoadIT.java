package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgzm.ports.Backups;
import dev.pgzm.ports.RollbackReport;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rollbacks that keep tables, one after the other, while pgbench writes in each of its protocols: no statement fails, and what was
 * acknowledged is there. {@code -Dpgzm.seconds=120} lasts longer.
 */
@Timeout(300)
class KeepTablesUnderLoadIT {
    private static final int SECONDS = Integer.getInteger("pgzm.seconds", 5);
    private static final List<String> PROTOCOLS = List.of("simple", "extended", "prepared");
    private static final Pattern PROCESSED = Pattern.compile("transactions actually processed: (\\d+)");

    /** Each transaction that is acknowledged has one row in the ledger, and has counted itself. */
    private static final String TRANSACTION = """
            \\set id random(1, 1000)
            BEGIN;
            SELECT n FROM counters WHERE id = :id;
            UPDATE counters SET n = n + 1 WHERE id = :id;
            INSERT INTO ledger (counter) VALUES (:id);
            INSERT INTO visits VALUES (:id);
            END;
            """;

    @TempDir
    private Path directory;

    private final TestDatabase destination = TestServer.shared().newDatabase();

    @Test
    void failsNoStatementAndKeepsWhatWasAcknowledged() throws IOException {
        assumeTrue(isInstalled(), "pgbench is not installed");
        String tables = "CREATE TABLE counters (id int PRIMARY KEY, n bigint NOT NULL DEFAULT 0);"
                + " CREATE TABLE ledger (id bigserial PRIMARY KEY, counter int REFERENCES counters);"
                + " CREATE TABLE visits (id int); INSERT INTO counters SELECT i FROM generate_series(1, 1000) i;";
        destination.execute(
                tables + "ALTER SCHEMA public RENAME TO backup_1722614400000; CREATE SCHEMA public;" + tables);
        ImmutableTarget target = ImmutableTarget.builder()
                .destination(DatabaseUrl.parse(destination.url(), name -> null))
                .keepTables(TablePattern.list("counters,ledger"))
                .swapTimeout(Duration.ofSeconds(20))
                .build();
        Backups backups = Engine.backupsWithStateIn(directory);
        Path script = Files.writeString(directory.resolve("transaction.sql"), TRANSACTION);
        List<Process> running = new ArrayList<>();
        for (String protocol : PROTOCOLS) {
            running.add(pgbench(protocol, script));
        }
        Awaitility.await()
                .until(() -> !destination.query("SELECT FROM ledger LIMIT 1").isEmpty());
        List<RollbackReport> reports = new ArrayList<>();
        long early = 0;
        while (running.stream().allMatch(Process::isAlive)) {
            reports.add(backups.rollback(target, Progress.SILENT));
            destination.awaitNoSessionOfARun();
            early = early == 0 ? Long.parseLong(destination.value("SELECT count(*) FROM ledger")) : early;
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> running.stream().noneMatch(Process::isAlive));

        long acknowledged = 0;
        for (String protocol : PROTOCOLS) {
            acknowledged += acknowledged(Files.readString(output(protocol)));
        }
        assertThat(running).extracting(Process::exitValue).containsOnly(0);
        System.out.printf(
                "KeepTablesUnderLoadIT: %d rollbacks, %d transactions, writers held off for %s at most%n",
                reports.size(), acknowledged, longestStall(reports));
        assertThat(reports).isNotEmpty();
        assertThat(longestStall(reports)).isLessThan(Duration.ofSeconds(1));
        assertThat(acknowledged).isGreaterThan(1000);
        assertThat(acknowledged).as("writes go on after a rollback").isGreaterThan(early);
        assertThat(destination.query("SELECT count(*), (SELECT sum(n) FROM counters) FROM ledger"))
                .containsExactly(acknowledged + "|" + acknowledged);
        assertThat(destination.value("SELECT count(*) FROM visits WHERE id IS NOT NULL"))
                .isNotEqualTo(String.valueOf(acknowledged));
    }

    private static Duration longestStall(List<RollbackReport> reports) {
        return reports.stream()
                .map(report -> report.swap().orElseThrow().stalled())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static boolean isInstalled() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(each -> Files.isExecutable(Path.of(each, "pgbench")));
    }

    private Path output(String protocol) {
        return directory.resolve(protocol + ".log");
    }

    private Process pgbench(String protocol, Path script) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "pgbench",
                        "--no-vacuum",
                        "--protocol=" + protocol,
                        "--client=3",
                        // applications leave room for others: the machine is not what is tried
                        "--rate=300",
                        "--time=" + SECONDS,
                        "--file=" + script,
                        "--host=" + destination.server().host(),
                        "--port=" + destination.server().port(),
                        "--username=" + destination.server().user(),
                        destination.name())
                .redirectErrorStream(true)
                .redirectOutput(output(protocol).toFile());
        builder.environment().put("PGPASSWORD", destination.server().password());
        return builder.start();
    }

    private static long acknowledged(String output) {
        Matcher processed = PROCESSED.matcher(output);
        assertThat(processed.find()).as(output).isTrue();
        assertThat(output).contains("number of failed transactions: 0 ");
        return Long.parseLong(processed.group(1));
    }
}
