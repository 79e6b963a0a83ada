package dev.pgzm.cli;

import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.ImmutableMigrationReport;
import dev.pgzm.ports.ImmutableStatusReport;
import dev.pgzm.ports.Resumption;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.StatusReport;
import dev.pgzm.ports.catalog.ImmutableMigrationRecord;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.DestinationLock;
import dev.pgzm.ports.state.ImmutableMigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.Step;
import dev.pgzm.ports.swap.SwapReport;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** One migration of a shop, at every point of its life. */
final class Samples {
    static final String SOURCE = "postgresql://reader@old.example.com/shop";
    static final String DESTINATION = "postgresql://owner@new.example.com/shop";
    static final Instant BEGUN = Instant.parse("2026-11-22T18:36:22.951Z");
    static final MigrationId ID = new MigrationId(BEGUN.toEpochMilli());
    static final String NEXT = "pgzm swap --dest postgresql://owner@new.example.com:5432/shop";
    static final Finding VIEW = new Finding(
            Severity.ERROR,
            "view reports.v depends on table public.t",
            "it would stay on the backup",
            "Drop it, or allow it with --external-dependents ignore.");
    static final Finding OLD_TRANSACTION =
            new Finding(Severity.WARNING, "a transaction is 2 h old", "the swap may wait for it", "");

    static final Problem NOT_PREPARED = Problem.of(ErrorCode.STATE_CONFLICT, "Cannot swap: nothing is prepared")
            .withDetail("The catalog says so.")
            .withHint("Begin with pgzm prepare.")
            .withOutcome("Nothing was changed.");
    static final Problem NO_MIGRATION = Problem.of(ErrorCode.STATE_CONFLICT, "Cannot resume: no migration is there")
            .withOutcome("Nothing was changed.");
    static final Problem SWAPPED = Problem.of(ErrorCode.STATE_CONFLICT, "Cannot abort: it is swapped already")
            .withOutcome("Nothing was changed.");
    static final Problem VIEW_FORBIDS = Problem.of(ErrorCode.PREFLIGHT, "Cannot swap: " + VIEW.what())
            .withDetail(VIEW.what() + ": " + VIEW.why())
            .withHint(VIEW.remedy())
            .withOutcome("Nothing was changed.");
    private static final String RUNNER = "process 4711 of ada on db-runner-2, since 2026-11-22T18:36:22Z";

    private Samples() {}

    static DatabaseUrl url(String text) {
        return DatabaseUrl.parse(text, name -> null);
    }

    static Plan plan() {
        return ImmutablePlan.builder()
                .source(url(SOURCE))
                .destination(url(DESTINATION))
                .jobs(2)
                .build();
    }

    static ImmutableMigrationReport.Builder report(Goal reached) {
        ImmutableMigrationReport.Builder report = ImmutableMigrationReport.builder()
                .id(ID)
                .plan(plan())
                .reached(reached)
                .tables(6)
                .rows(5_770_000)
                .bytes(539_187_814)
                .took(Duration.ofMillis(12_500));
        return reached == Goal.COMPLETED
                ? report.swap(new SwapReport(1, Duration.ofMillis(3), Duration.ofMillis(2)))
                : report;
    }

    static ImmutableMigrationRecord.Builder copying() {
        return ImmutableMigrationRecord.builder()
                .id(ID)
                .goal(Goal.PREPARED)
                .source(url(SOURCE).uri())
                .liveSchema("public")
                .shadowSchema("shadow")
                .lineage("7")
                .fingerprint("f")
                .snapshot("10:10:")
                .created(BEGUN.plusSeconds(1))
                .rowsComplete(false)
                .emptiedByCrash(false)
                .swapped(false)
                .tables(4)
                .rows(1_200_000)
                .bytes(100 << 20);
    }

    static ImmutableMigrationRecord.Builder copied() {
        return copying()
                .prepared(BEGUN.plusSeconds(13))
                .rowsComplete(true)
                .tables(6)
                .rows(5_770_000)
                .bytes(539_187_814);
    }

    static ImmutableMigrationState.Builder state(MigrationStatus status) {
        return ImmutableMigrationState.builder()
                .id(ID)
                .version(7)
                .status(status)
                .plan(plan().withoutSecrets())
                .goal(Goal.PREPARED);
    }

    static Step step(MigrationStatus status, int second, Map<String, Long> figures) {
        return new Step(status, Optional.of(BEGUN.plusSeconds(second)), Optional.of(Duration.ofMillis(1500)), figures);
    }

    static Step unendedStep(MigrationStatus status, int second) {
        return new Step(status, Optional.of(BEGUN.plusSeconds(second)), Optional.empty(), Map.of());
    }

    /** Of a migration that cannot be swapped. */
    static ImmutableStatusReport.Builder status(Standing standing) {
        return ImmutableStatusReport.builder()
                .standing(standing)
                .id(ID)
                .putRefusals(Continuation.SWAP, NOT_PREPARED)
                .resumption(Resumption.NOTHING);
    }

    static ImmutableStatusReport.Builder prepared() {
        return ImmutableStatusReport.builder()
                .standing(Standing.PREPARED)
                .id(ID)
                .record(copied().build())
                .resumption(Resumption.NOTHING)
                .nextCommand(NEXT);
    }

    static ImmutableStatusReport.Builder forbidden() {
        return prepared().addObstacles(VIEW).putRefusals(Continuation.SWAP, VIEW_FORBIDS);
    }

    /** The same while another run is at it. */
    static StatusReport owned(ImmutableStatusReport.Builder status) {
        Problem owned = DestinationLock.heldBy(RUNNER);
        return status.runner(RUNNER)
                .putRefusals(Continuation.SWAP, owned)
                .putRefusals(Continuation.RESUME, owned)
                .putRefusals(Continuation.ABORT, owned)
                .build();
    }
}
