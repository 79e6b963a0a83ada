package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgzm.cli.testing.Schemas;
import dev.pgzm.ports.progress.Activity;
import dev.pgzm.ports.progress.BuildProgress;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What those see who watch a real run. */
@Timeout(180)
class WatchedRunIT {
    @TempDir
    private Path directory;

    private final TestDatabase source = TestServer.shared().newDatabase();
    private final TestDatabase destination = TestServer.shared().newDatabase();

    @Test
    void programsReadWhatTheSchemasSay() throws IOException {
        source.execute("CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (1, 'ada');"
                + " CREATE TABLE goods (id int PRIMARY KEY); INSERT INTO goods SELECT generate_series(1, 1000)");
        destination.execute("CREATE TABLE users (id int PRIMARY KEY, name text); INSERT INTO users VALUES (2, 'bob');"
                + " CREATE SCHEMA reports; CREATE VIEW reports.names AS SELECT name FROM users");
        Program program = new Program(directory).between(source, destination);

        JsonNode plan = Schemas.result(program.run("prepare", "--preserved-tables", "users", "--dry-run", "--json")
                .out());
        assertThat(plan.get("tablesToCopy")).hasSize(2);
        assertThat(plan.get("externalDependents")).hasSize(1);

        Program.Result prepare = program.run(
                "prepare", "--preserved-tables=users", "--json", "--events=events", "--metrics-file=pgzm.prom");
        assertThat(Schemas.result(prepare.out()).get("result").textValue())
                .as(prepare.err())
                .isEqualTo("prepared");
        List<JsonNode> events = Files.readAllLines(directory.resolve("events")).stream()
                .map(Schemas::event)
                .toList();
        assertThat(events.stream().filter(WatchedRunIT::isCopyOfGoods))
                .singleElement()
                .satisfies(copy -> assertThat(copy.get("rows").longValue()).isEqualTo(1000));
        assertThat(events.stream().map(event -> event.get("event").textValue()))
                .contains("scheduled", "queued")
                .endsWith("ended");
        assertThat(Files.readString(directory.resolve("pgzm.prom")))
                .contains("pgzm_copied_rows_total 1000\n")
                .contains("pgzm_queue_keys{table=\"users\"} 0\n")
                .contains("pgzm_exit_code 0\n");

        JsonNode status =
                Schemas.result(program.run("status", "--check", "--json").out());
        assertThat(status.get("check").get(0).get("differing").longValue()).isZero();
        Schemas.result(program.run("swap", "--dry-run", "--json").out());
        assertThat(program.run("swap", "--events", "-").out().lines().map(Schemas::event))
                .last()
                .satisfies(end -> assertThat(Schemas.result(end.get("result").toString())
                                .get("swap")
                                .get("attempts")
                                .intValue())
                        .isPositive());
        Schemas.result(program.run("status", "--json").out());
        JsonNode refused = Schemas.result(program.run("abort", "--json").out());
        assertThat(refused.get("code").textValue()).isEqualTo("state_conflict");
    }

    private static boolean isCopyOfGoods(JsonNode event) {
        return event.get("event").textValue().equals("taskEnded")
                && event.get("object").textValue().equals("public.goods");
    }

    @Test
    void copiesNoFasterThanItMay() {
        source.execute("CREATE TABLE goods (id int, v text);"
                + " INSERT INTO goods SELECT i, repeat('x', 985) FROM generate_series(1, 1000) i");
        AtomicReference<Duration> took = new AtomicReference<>(Duration.ZERO);

        Engine.withStateIn(directory)
                .prepare(Engine.plan(source, destination).withMaxBytesPerSecond(500_000), new Progress() {
                    @Override
                    public void ended(Activity activity, Duration copy) {
                        if (activity.item().kind() == WorkKind.COPY) {
                            took.set(copy);
                        }
                    }
                });

        // a million bytes, of which the last step is not waited for
        assertThat(took.get()).isBetween(Duration.ofMillis(1700), Duration.ofSeconds(20));
    }

    @Test
    void aPersonSeesHowFarTheServerIsWithAnIndex() {
        source.execute("CREATE FUNCTION slow(int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT $1';"
                // so large that its index is built by itself
                + " CREATE TABLE goods (id int, label text); ALTER TABLE goods ALTER label SET STORAGE PLAIN;"
                + " INSERT INTO goods SELECT i, repeat('x', 5000) FROM generate_series(1, 300) i;"
                + " CREATE INDEX slowly ON goods (slow(id));"
                + " CREATE OR REPLACE FUNCTION slow(int) RETURNS int LANGUAGE plpgsql IMMUTABLE AS"
                + " $$ BEGIN PERFORM pg_catalog.pg_sleep(0.01); RETURN $1; END $$");
        Queue<Activity> builds = new ConcurrentLinkedQueue<>();
        Queue<BuildProgress> seen = new ConcurrentLinkedQueue<>();
        Progress watching = new Progress() {
            @Override
            public void began(Activity activity) {
                if (activity.item().kind() == WorkKind.BUILD) {
                    builds.add(activity);
                }
            }
        };
        CompletableFuture<?> run = CompletableFuture.runAsync(
                () -> Engine.withStateIn(directory).prepare(Engine.plan(source, destination), watching));

        Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> {
            builds.forEach(build -> build.server().ifPresent(seen::add));
            return !seen.isEmpty() || run.isDone();
        });
        run.join();

        assertThat(seen).isNotEmpty().allMatch(progress -> progress.step().equals("scanning table"));
        assertThat(builds).allMatch(build -> build.server().isEmpty());
    }
}
