package dev.pgzm.cli;

import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.chronicle.ImmutableChapter;
import dev.pgzm.ports.chronicle.Span;
import dev.pgzm.ports.chronicle.TableCopy;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.chronicle.Wait;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is kept of the samples' migration. */
final class ChronicleSamples {
    /** A table whose name is meant to break out of whatever it is put into. */
    static final String EVIL = "public.\"</title><script>alert('1')</script>|`*_[x](y)&amp;\"";

    private ChronicleSamples() {}

    static Chronicle completed() {
        return of(prepare().build(), swap().build());
    }

    static Chronicle of(Chapter... chapters) {
        return new Chronicle(Samples.ID, Samples.plan().withoutSecrets(), List.of(chapters));
    }

    static ImmutableChapter.Builder chapter(Undertaking undertaking, MigrationStatus status) {
        return ImmutableChapter.builder()
                .undertaking(undertaking)
                .began(Samples.BEGUN)
                .took(Duration.ofSeconds(13))
                .status(status)
                .ended(true)
                .moreFindings(0)
                .moreWaits(0)
                .plannedTables(6)
                .plannedBytes(500 << 20)
                .moreTables(0);
    }

    static ImmutableChapter.Builder prepare() {
        return chapter(Undertaking.PREPARE, MigrationStatus.PREPARED)
                .putEnvironment("version", "1.2.3")
                .putEnvironment("sourceServer", "PostgreSQL 14.2, UTF8, as role reader")
                .addSteps(
                        Samples.step(MigrationStatus.VALIDATING, 0, Map.of()),
                        Samples.step(
                                MigrationStatus.RESTORING,
                                2,
                                Map.of("tables", 6L, "rows", 5_770_000L, "bytes", 539_187_814L)),
                        Samples.unendedStep(MigrationStatus.PREPARED, 13))
                .addFindings(Samples.OLD_TRANSACTION, Samples.OLD_TRANSACTION)
                .addSpans(
                        span(1, WorkKind.COPY, "public.orders", 2000, 8000),
                        span(2, WorkKind.COPY, EVIL, 2000, 4000),
                        new Span(2, WorkKind.BUILD, "", 37, Duration.ofMillis(6000), Duration.ofMillis(500), true))
                .addTables(
                        new TableCopy(
                                "public.orders", WorkKind.COPY, 400 << 20, 5_000_000, 300 << 20, Duration.ofSeconds(8)),
                        new TableCopy(EVIL, WorkKind.COPY, 100 << 20, 700_000, 90 << 20, Duration.ofSeconds(4)))
                .moreTables(4)
                .rest(new TableCopy("", WorkKind.COPY, 8192, 70_000, 4096, Duration.ofMillis(20)));
    }

    static Span span(int worker, WorkKind kind, String object, int since, int took) {
        return new Span(worker, kind, object, 1, Duration.ofMillis(since), Duration.ofMillis(took), true);
    }

    static ImmutableChapter.Builder swap() {
        return chapter(Undertaking.SWAP, MigrationStatus.COMPLETED)
                .began(Samples.BEGUN.plusSeconds(3600))
                .addSteps(Samples.step(
                        MigrationStatus.SWAPPING,
                        3600,
                        Map.of("attempts", 2L, "waitedMillis", 300L, "stalledMicros", 2000L)))
                .addWaits(new Wait(Samples.BEGUN.plusSeconds(3600), "pid 4711 of app"));
    }

    static Problem failure() {
        return Problem.of(ErrorCode.DESTINATION_FAILED, "Cannot build index \"<b>\": no space left")
                .withDetail("SQLSTATE 53100")
                .withHint("Make room.")
                .withOutcome("Both databases are as they were before.");
    }
}
