package dev.pgzm.domain.machine;

import dev.pgzm.domain.Ports;
import dev.pgzm.domain.phase.CleanUpDestination;
import dev.pgzm.domain.phase.DumpSource;
import dev.pgzm.domain.phase.IndexShadow;
import dev.pgzm.domain.phase.Phase;
import dev.pgzm.domain.phase.RestoreShadow;
import dev.pgzm.domain.phase.Run;
import dev.pgzm.domain.phase.SwapSchemas;
import dev.pgzm.domain.phase.SyncPreservedTables;
import dev.pgzm.domain.phase.ValidatePlan;
import dev.pgzm.domain.phase.VerifyLive;
import dev.pgzm.domain.preflight.Preflight;
import dev.pgzm.ports.ImmutableMigrationReport;
import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.state.MigrationStatus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;

/** The commands as recipes of phases. */
public final class PhasedMigrations implements Migrations {
    private final Ports ports;
    private final Preflight preflight;
    private final Executor workers;
    private final InstantSource clock;

    /**
     * Wires the phases.
     *
     * @param workers must be able to run as many tasks at once as the plan has jobs
     */
    public PhasedMigrations(Ports ports, Executor workers, InstantSource clock) {
        this.ports = ports;
        this.preflight = new Preflight(ports.catalogs());
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public MigrationReport start(Plan plan, Progress progress) {
        Run run = new Run(plan, new MigrationId(clock.millis()), progress);
        Journal journal = new Journal(ports.stateStore(), clock, run);
        try {
            new MigrationMachine(phases(), ports.schemaSwap(), journal, run).run();
            return report(run);
        } finally {
            run.letGo();
        }
    }

    @Override
    public Preview plan(Plan plan) {
        return preflight.examine(plan);
    }

    private Map<MigrationStatus, Phase> phases() {
        return Map.of(
                MigrationStatus.VALIDATING, new ValidatePlan(preflight, ports.destinationLock()),
                MigrationStatus.DUMPING, new DumpSource(ports.sourceDump()),
                MigrationStatus.RESTORING, new RestoreShadow(ports.shadowRestore(), workers, clock),
                MigrationStatus.INDEXING, new IndexShadow(),
                MigrationStatus.SYNCING, new SyncPreservedTables(),
                MigrationStatus.SWAPPING, new SwapSchemas(ports.schemaSwap()),
                MigrationStatus.CLEANING_UP, new CleanUpDestination(ports.shadowRestore()),
                MigrationStatus.VERIFYING, new VerifyLive(ports.catalogs()));
    }

    private MigrationReport report(Run run) {
        return ImmutableMigrationReport.builder()
                .id(run.id())
                .tables(run.snapshot().contents().tables().size())
                .rows(run.totals().rows())
                .bytes(run.totals().bytes())
                .took(Duration.ofMillis(clock.millis() - run.id().epochMillis()))
                .swap(run.swap())
                .build();
    }
}
