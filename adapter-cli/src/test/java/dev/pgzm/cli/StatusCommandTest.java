package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.Step;
import dev.pgzm.ports.sync.ImmutablePreservedStanding;
import dev.pgzm.ports.sync.TableComparison;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@code pgzm status}, for a person and for a program. */
class StatusCommandTest {
    private final Shell shell = new Shell();

    private JsonNode json() throws JsonProcessingException {
        Shell.Result result = shell.run("status", "--json", "--dest", "postgresql://owner:geheim@new.example.com/shop");
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).doesNotContain("geheim");
        return new ObjectMapper().readTree(result.out());
    }

    @Test
    void succeedsWhereNothingIsThere() {
        assertThat(shell.run("status", "--dest", Samples.DESTINATION))
                .isEqualTo(new Shell.Result(
                        0, "No migration of postgresql://owner@new.example.com:5432/shop is known.\n", ""));
        assertThat(shell.engine.methods()).containsExactly("status");
    }

    @Test
    void isTextWithoutJson() {
        shell.engine.status = Samples.prepared().build();

        assertThat(shell.run("status", "--dest", Samples.DESTINATION).out())
                .startsWith("Migration 1795372582951 is prepared: ")
                .endsWith("Next: " + Samples.NEXT + "\n");
    }

    @Test
    void tellsAProgramEverything() throws JsonProcessingException {
        shell.engine.status = Samples.forbidden()
                .runner("process 4711")
                .state(Samples.state(MigrationStatus.PREPARED)
                        .addSteps(
                                Samples.step(MigrationStatus.RESTORING, 3, Map.of("rows", 5L, "bytes", 7L)),
                                new Step(MigrationStatus.SYNCING, Optional.empty(), Optional.empty(), Map.of()))
                        .failure("Cannot swap: no lock")
                        .build())
                .addObstacles(Samples.OLD_TRANSACTION)
                .addPreserved(ImmutablePreservedStanding.builder()
                        .relname("users")
                        .inStep(true)
                        .rows(100)
                        .queued(2)
                        .errors(1)
                        .lastError("value too long")
                        .age(Duration.ofMillis(1500))
                        .build())
                .build();

        assertThat(json()).isEqualTo(new ObjectMapper().readTree("""
                {
                  "result": "status",
                  "migration": 1795372582951,
                  "standing": "prepared",
                  "runner": "process 4711",
                  "source": "postgresql://reader@old.example.com:5432/shop",
                  "destination": "postgresql://owner@new.example.com:5432/shop",
                  "liveSchema": "public",
                  "shadowSchema": "shadow",
                  "goal": "prepared",
                  "created": "2026-11-22T18:36:23.951Z",
                  "prepared": "2026-11-22T18:36:35.951Z",
                  "rowsComplete": true,
                  "tables": 6,
                  "rows": 5770000,
                  "bytes": 539187814,
                  "steps": [
                    {"status": "restoring", "began": "2026-11-22T18:36:25.951Z", "tookMillis": 1500,
                     "figures": {"bytes": 7, "rows": 5}},
                    {"status": "syncing", "began": null, "tookMillis": null, "figures": {}}
                  ],
                  "failure": "Cannot swap: no lock",
                  "preserved": [
                    {"table": "users", "inStep": true, "rows": 100, "queued": 2, "errors": 1,
                     "lastError": "value too long", "ageMillis": 1500}
                  ],
                  "check": null,
                  "swapPossible": false,
                  "obstacles": [
                    {"severity": "error", "what": "view reports.v depends on table public.t",
                     "why": "it would stay on the backup",
                     "remedy": "Drop it, or allow it with --external-dependents ignore."},
                    {"severity": "warning", "what": "a transaction is 2 h old", "why": "the swap may wait for it",
                     "remedy": ""}
                  ],
                  "nextCommand": "pgzm swap --dest postgresql://owner@new.example.com:5432/shop"
                }
                """));
    }

    @Test
    void namesTheTablesThatACheckFindsDifferent() {
        shell.engine.status = Samples.prepared().build();
        shell.engine.comparisons = List.of(
                new TableComparison("users", 10, 1, 0, List.of()),
                new TableComparison("logs", 9, 0, 2, List.of("5", "7")));

        Shell.Result result = shell.run("status", "--check", "--dest", Samples.DESTINATION);

        assertThat(result.exitCode()).isEqualTo(9);
        assertThat(result.out()).contains("  users: 10 rows, 1 queued, equal\n");
        assertThat(result.err())
                .contains("Cannot vouch for preserved tables: logs\n", "2 rows differ, for example of key 5; 7");
    }

    @Test
    void tellsAProgramThatNothingIsThere() throws JsonProcessingException {
        JsonNode none = json();

        assertThat(none.get("standing").textValue()).isEqualTo("none");
        assertThat(none.get("swapPossible").booleanValue()).isFalse();
        assertThat(none.get("steps")).isEmpty();
        assertThat(none.get("obstacles")).isEmpty();
        assertThat(none.properties().stream()
                        .filter(member -> member.getValue().isNull())
                        .map(Map.Entry::getKey))
                .containsExactly(
                        "migration",
                        "runner",
                        "source",
                        "liveSchema",
                        "shadowSchema",
                        "goal",
                        "created",
                        "prepared",
                        "rowsComplete",
                        "tables",
                        "rows",
                        "bytes",
                        "failure",
                        "check",
                        "nextCommand");
    }

    @Test
    void takesASwapForPossibleIfNothingButWarningsSpeakAgainstIt() throws JsonProcessingException {
        shell.engine.status =
                Samples.prepared().addObstacles(Samples.OLD_TRANSACTION).build();
        assertThat(json().get("swapPossible").booleanValue()).isTrue();

        shell.engine.status = Samples.forbidden().build();
        assertThat(json().get("swapPossible").booleanValue()).isFalse();

        shell.engine.status = Samples.owned(Samples.prepared());
        assertThat(json().get("swapPossible").booleanValue()).isFalse();

        shell.engine.status = Samples.status(Standing.UNFINISHED)
                .record(Samples.copying().build())
                .build();
        assertThat(json().get("swapPossible").booleanValue()).isFalse();
    }
}
