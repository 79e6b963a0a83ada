package dev.pgzm.domain.machine;

import dev.pgzm.domain.Ports;
import dev.pgzm.domain.chronicle.Account;
import dev.pgzm.domain.chronicle.Chronicles;
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
import dev.pgzm.domain.preflight.SwapCheck;
import dev.pgzm.domain.work.BackupRecording;
import dev.pgzm.ports.AbortReport;
import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.StatusReport;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.sync.TableComparison;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/** The commands as courses through the machine. */
public final class PhasedMigrations implements Migrations {
    private final Ports ports;
    private final Preflight preflight;
    private final SwapCheck swapCheck;
    private final Executor workers;
    private final InstantSource clock;

    /**
     * Wires the phases.
     *
     * @param workers must be able to run as many tasks at once as the plan has jobs, and one more
     */
    public PhasedMigrations(Ports ports, Executor workers, InstantSource clock) {
        this.ports = ports;
        this.preflight = new Preflight(ports.catalogs(), workers);
        this.swapCheck = new SwapCheck(ports.catalogs(), ports.preservedTables());
        this.workers = workers;
        this.clock = clock;
    }

    @Override
    public MigrationReport start(Plan plan, Progress progress) {
        return begin(Course.START, plan, new Account(Undertaking.START, progress, clock));
    }

    @Override
    public MigrationReport prepare(Plan plan, Progress progress) {
        return begin(Course.PREPARE, plan, new Account(Undertaking.PREPARE, progress, clock));
    }

    private MigrationReport begin(Course course, Plan plan, Account progress) {
        try (Ownership ownership = own(plan.destination(), plan.leaseDuration(), progress)) {
            Target target =
                    ImmutableTarget.builder().destination(plan.destination()).build();
            Situation situation = Situation.of(ports, target);
            Commands.of(situation, target).requireFree();
            MigrationId id = new MigrationId(clock.millis());
            Run run = new Run(located(plan, id), id, course.goal(), progress);
            discardArchive(situation.plan(), progress);
            return walk(course, run, situation.stored(), ownership);
        }
    }

    private Plan located(Plan plan, MigrationId id) {
        return ImmutablePlan.builder()
                .from(plan.of(id))
                .source(ports.sourceDump().origin(plan))
                .build();
    }

    /** What it cannot remove is in nobody's way. */
    private void discardArchive(Plan plan, Progress progress) {
        try {
            ports.sourceDump().discard(plan);
        } catch (MigrationException kept) {
            progress.found(new Finding(
                    Severity.WARNING, kept.problem().message(), "it is not needed any more", "Remove it by hand."));
        }
    }

    @Override
    public MigrationReport swap(Target target, Progress progress) {
        Account account = new Account(Undertaking.SWAP, progress, clock);
        return owning(target, account, (situation, ownership) -> {
            Commands.of(situation, target).requireSwappable();
            return walk(Course.SWAP, run(Course.SWAP, situation, account), situation.stored(), ownership);
        });
    }

    @Override
    public MigrationReport resume(Target target, Progress progress) {
        Account account = new Account(Undertaking.RESUME, progress, clock);
        return owning(
                target,
                account,
                (situation, ownership) -> Commands.of(situation, target)
                        .resume()
                        .map(course -> walk(course, run(course, situation, account), situation.stored(), ownership))
                        .orElseGet(() -> Reports.ofEnded(situation)));
    }

    @Override
    public AbortReport abort(Target target, Progress progress) {
        Account account = new Account(Undertaking.ABORT, progress, clock);
        return owning(target, account, (situation, ownership) -> {
            Commands.of(situation, target).requireAbortable();
            if (situation.id().isEmpty()) {
                return new AbortReport(Optional.empty(), ports.shadowRestore().dropLeftover(situation.plan()));
            }
            Run run = run(Course.ABORT, situation, account);
            walk(Course.ABORT, run, situation.stored(), ownership);
            ports.stateStore().load(target.destination().database()).ifPresent(ports.stateStore()::delete);
            return new AbortReport(Optional.of(run.id()), run.removed());
        });
    }

    @Override
    public StatusReport status(Target target) {
        return new Inquiry(ports, swapCheck).status(target);
    }

    @Override
    public Chronicle chronicle(Target target) {
        return new Chronicles(ports.stateStore()).of(target);
    }

    @Override
    public List<TableComparison> compare(Target target) {
        Situation situation = Situation.of(ports, target);
        return situation.standing() == Standing.PREPARED
                ? ports.preservedTables().compare(situation.plan())
                : List.of();
    }

    @Override
    public Preview plan(Plan plan) {
        return preflight.examine(plan);
    }

    /** What is done while nobody else can change the situation. */
    private interface Owned<T> {
        T with(Situation situation, Ownership ownership);
    }

    private <T> T owning(Target target, Progress progress, Owned<T> work) {
        Duration lasts = Situation.of(ports, target).plan().leaseDuration();
        try (Ownership ownership = own(target.destination(), lasts, progress)) {
            return work.with(Situation.of(ports, target), ownership);
        }
    }

    private Ownership own(DatabaseUrl destination, Duration lasts, Progress progress) {
        return Ownership.take(ports, new Ownership.Tenure(destination, lasts), workers, clock, progress);
    }

    private Run run(Course course, Situation situation, Account account) {
        MigrationId id = situation.id().orElseThrow();
        Run run = new Run(situation.plan(), id, course.goal(), account);
        situation.record().ifPresent(run::record);
        return run;
    }

    private MigrationReport walk(Course course, Run run, Optional<MigrationState> last, Ownership ownership) {
        Instant begun = clock.instant();
        Journal journal = Journal.after(last, ports.stateStore(), clock, run);
        try {
            new MigrationMachine(phases(), ports.schemaSwap(), journal, run).run(course, ownership::loss);
            discardArchive(run.plan(), run.progress());
            journal.end(Optional.empty());
            return Reports.of(run, Duration.between(begun, clock.instant()));
        } catch (MigrationException failed) {
            // the chronicle is the owner's, too
            if (ownership.loss().isEmpty()) {
                journal.end(Optional.of(failed.problem()));
            }
            throw failed;
        } finally {
            run.closeSessions();
        }
    }

    private Map<MigrationStatus, Phase> phases() {
        return Map.of(
                MigrationStatus.VALIDATING, new ValidatePlan(preflight),
                MigrationStatus.DUMPING, new DumpSource(ports.sourceDump()),
                MigrationStatus.RESTORING, new RestoreShadow(ports.shadowRestore(), preflight, workers, clock),
                MigrationStatus.INDEXING, new IndexShadow(),
                MigrationStatus.SYNCING, new SyncPreservedTables(ports.catalogs(), ports.preservedTables()),
                MigrationStatus.SWAPPING, new SwapSchemas(swapCheck, ports.schemaSwap()),
                MigrationStatus.VERIFYING, new VerifyLive(ports.catalogs(), ports.schemaSwap()),
                MigrationStatus.CLEANING_UP,
                        new CleanUpDestination(
                                ports.preservedTables(),
                                ports.shadowRestore(),
                                new BackupRecording(ports.backupSchemas(), workers)));
    }
}
