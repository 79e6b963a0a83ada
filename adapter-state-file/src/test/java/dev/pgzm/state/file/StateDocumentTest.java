package dev.pgzm.state.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.plan.Archive;
import dev.pgzm.ports.plan.BlockedPolicy;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.DroppedColumns;
import dev.pgzm.ports.plan.FailurePolicy;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.ImmutableProtection;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.OrphanPolicy;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.SourceLocking;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.plan.TablePattern;
import dev.pgzm.ports.state.ImmutableMigrationState;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.Step;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateDocumentTest {
    private static final MigrationState FIRST = ImmutableMigrationState.builder()
            .id(new MigrationId(1_795_000_000_000L))
            .version(9)
            .status(MigrationStatus.UNDONE)
            .goal(Goal.COMPLETED)
            .plan(ImmutablePlan.builder()
                    .source(url("ada%40server@old.example.com:5432,[::1]:6543/sh%20op"))
                    .destination(url("app@new.example.com:5432/50%25%20shop"))
                    .jobs(1)
                    .build())
            .addSteps(
                    finished(MigrationStatus.VALIDATING, Duration.ofMillis(250)),
                    finished(MigrationStatus.DUMPING, Duration.ofMillis(120_500)),
                    finished(MigrationStatus.RESTORING, Duration.ofHours(1)))
            .failure("Cannot restore: \"x\" is ü")
            .build();

    private static final MigrationState SECOND = ImmutableMigrationState.builder()
            .id(new MigrationId(1_795_000_000_000L))
            .version(7)
            .status(MigrationStatus.SWAPPING)
            .goal(Goal.PREPARED)
            .plan(ImmutablePlan.builder()
                    .source(url("ada%40server@old.example.com:5432,[::1]:6543/sh%20op?sslmode=require"))
                    .destination(url("app@new.example.com:5432/shop"))
                    .liveSchema("we \"ird")
                    .shadowSchema("next")
                    .jobs(3)
                    .partBytes(1 << 20)
                    .sourceLocking(SourceLocking.FREEZE_WRITERS)
                    .externalDependents(DependentPolicy.IGNORE)
                    .ownership(OwnershipPolicy.SOURCE)
                    .swapStrategy(SwapStrategy.MOVE)
                    .preservation(ImmutablePreservation.builder()
                            .addTables(new TablePattern("users"), new TablePattern("\"My Table\""))
                            .orphans(OrphanPolicy.KEEP)
                            .droppedColumns(DroppedColumns.ALLOW)
                            .build())
                    .maxBytesPerSecond(20 << 20)
                    .protection(ImmutableProtection.builder()
                            .maxConnections(12)
                            .maxReplicaLag(64 << 20)
                            .maxRetainedWal(20L << 30)
                            .maxPause(Duration.ofMinutes(10))
                            .statementTimeout(Duration.ofHours(1))
                            .phaseTimeout(Duration.ZERO)
                            .build())
                    .indexMemoryBytes(5L << 30)
                    .lockTimeout(Duration.ofMillis(100))
                    .swapTimeout(Duration.ofSeconds(7))
                    .onBlocked(BlockedPolicy.TERMINATE)
                    .onFailure(FailurePolicy.KEEP)
                    .leaseDuration(Duration.ofMinutes(1))
                    .archive(new Archive(
                            Path.of("/var/tmp/archive_1795000000000"), Archive.Use.KEPT, Archive.Compression.ZSTD))
                    .clientTools(Path.of("/opt/postgresql/18/bin"))
                    .build())
            .addSteps(
                    begun(MigrationStatus.VALIDATING, "2026-11-22T12:00:00Z", Duration.ofMillis(1234), Map.of()),
                    begun(
                            MigrationStatus.DUMPING,
                            "2026-11-22T12:00:01.234Z",
                            Duration.ofHours(2),
                            Map.of("rows", 7L, "bytes", 5_000_000_000L)),
                    new Step(MigrationStatus.SWAPPING, Optional.empty(), Optional.empty(), Map.of()))
            .failure("Cannot swap: \"x\" is ü")
            .build();

    private static DatabaseUrl url(String text) {
        return DatabaseUrl.parse("postgresql://" + text, name -> null);
    }

    private static Step finished(MigrationStatus status, Duration took) {
        return new Step(status, Optional.empty(), Optional.of(took), Map.of());
    }

    private static Step begun(MigrationStatus status, String began, Duration took, Map<String, Long> figures) {
        return new Step(status, Optional.of(Instant.parse(began)), Optional.of(took), figures);
    }

    @Test
    void readsWhatTheFirstReleaseWrote() {
        assertThat(StateDocument.read(GoldenFile.bytes("state-format-1.json"), "50% shop"))
                .isEqualTo(FIRST);
    }

    @Test
    void readsItsOwnFormat() {
        assertThat(StateDocument.read(GoldenFile.bytes("state-format-2.json"), "shop"))
                .isEqualTo(SECOND);
    }

    @Test
    void waitsWhereADocumentDoesNotSayWhatToDoWhenBlocked() {
        String older = GoldenFile.text("state-format-2.json").replace("    \"onBlocked\" : \"TERMINATE\",\n", "");
        assertThat(older).doesNotContain("onBlocked");
        assertThat(StateDocument.read(older.getBytes(StandardCharsets.UTF_8), "shop")
                        .plan()
                        .onBlocked())
                .isEqualTo(BlockedPolicy.WAIT);
    }

    @Test
    void readsAPlanOfTheTimeBeforeThereWereStrategies() {
        byte[] older = GoldenFile.text("state-format-2.json")
                .replace("    \"swapStrategy\" : \"MOVE\",\n", "")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(StateDocument.read(older, "shop").plan().swapStrategy()).isEqualTo(SwapStrategy.AUTO);
    }

    @Test
    void readsAPlanOfTheTimeBeforeTheServersWereProtected() {
        String older = GoldenFile.text("state-format-2.json")
                .replaceAll(" *\"(max[A-Z]|statementTimeout|phaseTimeout)[^\n]*\n", "");
        Plan plan = StateDocument.read(older.getBytes(StandardCharsets.UTF_8), "shop")
                .plan();
        assertThat(plan.protection()).isEqualTo(ImmutableProtection.builder().build());
        assertThat(plan.protection().connections()).isEqualTo(20);
        assertThat(plan.maxBytesPerSecond()).isEmpty();
    }

    @Test
    void writesTheNewestFormatByteForByte() {
        assertThat(StateDocument.write(SECOND)).asString().isEqualTo(GoldenFile.text("state-format-2.json"));
    }

    @Test
    void writesAnOldStateInTheNewestFormatAndReadsItBack() {
        assertThat(StateDocument.read(StateDocument.write(FIRST), "50% shop")).isEqualTo(FIRST);
    }

    @Test
    void readsWhatWasWrittenBeforeThereWasAChoiceOfOwnership() {
        String before = GoldenFile.text("state-format-2.json").replaceFirst(" *\"ownership\" : \"SOURCE\",\n", "");
        assertThat(before).doesNotContain("ownership");
        assertThat(StateDocument.read(before.getBytes(StandardCharsets.UTF_8), "shop")
                        .plan()
                        .ownership())
                .isEqualTo(OwnershipPolicy.DESTINATION);
    }

    @Test
    void preservesNothingWhereADocumentDoesNotSay() {
        String before =
                GoldenFile.text("state-format-2.json").replaceFirst("(?s) *\"preservedTables\".*\"ALLOW\",\n", "");
        assertThat(before).doesNotContain("My Table", "ALLOW");
        assertThat(StateDocument.read(before.getBytes(StandardCharsets.UTF_8), "shop")
                        .plan()
                        .preservation()
                        .isAsked())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "version",
                "status",
                "goal",
                "plan",
                "source",
                "destination",
                "liveSchema",
                "shadowSchema",
                "jobs",
                "partBytes",
                "sourceLocking",
                "externalDependents",
                "indexMemoryBytes",
                "lockTimeout",
                "swapTimeout",
                "leaseDuration",
                "steps",
                "figures"
            })
    void namesTheMemberThatIsMissing(String member) {
        assertFault("state-format-2.json", "\"" + member + "\" :", "\"x\" :", "its member " + member + " is missing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            : 2,                   | : 3,                   | its format 3 is newer than this pgzm
            "pgzmState" : 2        | "pgzmState" : "2"      | it was not written by pgzm
            "pgzmState" : 2        | "pgzmState" : 0        | it was not written by pgzm
            "version" : 7          | "version" : 0          | its member version is malformed: 0
            "version" : 7          | "version" : "7"        | its member version is malformed: "7"
            "status" : "SWAPPING"  | "status" : "FLYING"    | its member status is malformed: FLYING
            "goal" : "PREPARED"    | "goal" : null          | its member goal is missing
            "MOVE"                 | "FLY"                  | its member swapStrategy is malformed: FLY
            "jobs" : 3             | "jobs" : 3.5           | its member jobs is malformed: 3.5
            "jobs" : 3             | "jobs" : 4294967297    | its member jobs is malformed: 4294967297
            "jobs" : 3             | "jobs" : 0             | its plan is malformed: jobs must be at least 1: 0
            "TERMINATE"            | "KILL"                 | its member onBlocked is malformed: KILL
            "KEEP"                 | "LOSE"                 | its member orphans is malformed: LOSE
            "users"                | "a.b.c"                | its member preservedTables is malformed: a.b.c
            "SOURCE"               | "MINE"                 | its member ownership is malformed: MINE
            "PT7S"                 | "soon"                 | its member swapTimeout is malformed: soon
            "rows" : 7             | "rows" : "many"        | its member rows is malformed: "many"
            2026-11-22T12:00:00Z   | yesterday              | its member began is malformed: yesterday
            com:5432/shop          | com:5432/other         | it is the state of database other
            app@new                | app:hush@new           | a state must not hold a password
            app@new.example.com:54 | app:hush@new:99999/54  | its member destination is malformed: "99999" is not a port: it takes a number from 1 to 65535
            "figures" : { }        | "figures" : [ ]        | its member figures is malformed: []
            """)
    void namesTheMemberThatIsMalformed(String part, String instead, String fault) {
        assertFault("state-format-2.json", part, instead, fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "durations" : {        | "took" : {             | its member durations is missing
            "DUMPING"              | "FLYING"               | its member durations is malformed: FLYING
            "PT1H"                 | "1 hour"               | its member RESTORING is malformed: 1 hour
            postgresql://app@      | jdbc:                  | its member destination is malformed: it looks like postgresql://user@host:5432/database
            example.com:5432/50%   | example.com:5432/49%   | it is the state of database 49% shop
            """)
    void namesTheMemberOfTheFirstFormatThatIsMalformed(String part, String instead, String fault) {
        assertFault("state-format-1.json", part, instead, fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | it is empty
            {"pgzmState" : 2} {}   | it is not JSON
            {"pgzmState" : 2       | it is not JSON
            [1, 2]                 | it was not written by pgzm
            null                   | it was not written by pgzm
            {"pgzmLease" : 1}      | it was not written by pgzm
            """)
    void refusesWhatIsNoDocumentOfItsKind(String document, String fault) {
        assertThatThrownBy(() -> StateDocument.read(document.getBytes(StandardCharsets.UTF_8), "shop"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fault);
    }

    private static void assertFault(String golden, String part, String instead, String fault) {
        String document = GoldenFile.text(golden);
        assertThat(document).contains(part);
        String database = golden.equals("state-format-1.json") ? "50% shop" : "shop";
        byte[] damaged = document.replaceFirst(Pattern.quote(part), Matcher.quoteReplacement(instead))
                .getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> StateDocument.read(damaged, database))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fault)
                .hasMessageNotContaining("hush");
    }
}
