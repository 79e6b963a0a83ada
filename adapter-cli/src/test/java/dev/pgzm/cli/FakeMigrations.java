package dev.pgzm.cli;

import dev.pgzm.ports.AbortReport;
import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.ImmutableStatusReport;
import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.Resumption;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.StatusReport;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.sync.TableComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** An engine that does nothing, remembers what it was asked, and answers as it was told to. */
final class FakeMigrations implements Migrations {
    /** What was asked of it, in order: the method's name and the argument. */
    final List<Call> calls = new ArrayList<>();

    StatusReport status = ImmutableStatusReport.builder()
            .standing(Standing.NONE)
            .putRefusals(Continuation.SWAP, Samples.NOT_PREPARED)
            .putRefusals(Continuation.RESUME, Samples.NO_MIGRATION)
            .resumption(Resumption.NOTHING)
            .build();
    MigrationReport report = Samples.report(Goal.COMPLETED).build();
    Chronicle chronicle = ChronicleSamples.completed();
    AbortReport removed = new AbortReport(Optional.empty(), List.of());
    Optional<Preview> preview = Optional.empty();
    List<TableComparison> comparisons = List.of();
    Optional<Problem> failure = Optional.empty();
    /** What a run tells before it is done, or fails. */
    Consumer<Progress> telling = progress -> {};

    /** One question or order. */
    record Call(String method, Object argument) {}

    /** The names of what was asked. */
    List<String> methods() {
        return calls.stream().map(Call::method).toList();
    }

    /** The target of the only call that had one. */
    Target target() {
        return (Target) calls.get(calls.size() - 1).argument();
    }

    /** The plan of the last call. */
    Plan plan() {
        return (Plan) calls.get(calls.size() - 1).argument();
    }

    private void asked(String method, Object argument) {
        calls.add(new Call(method, argument));
        failure.ifPresent(problem -> {
            throw new MigrationException(problem);
        });
    }

    private MigrationReport done(String method, Object argument, Progress progress) {
        telling.accept(progress);
        asked(method, argument);
        return report;
    }

    @Override
    public MigrationReport start(Plan plan, Progress progress) {
        return done("start", plan, progress);
    }

    @Override
    public MigrationReport prepare(Plan plan, Progress progress) {
        return done("prepare", plan, progress);
    }

    @Override
    public MigrationReport swap(Target target, Progress progress) {
        return done("swap", target, progress);
    }

    @Override
    public MigrationReport resume(Target target, Progress progress) {
        return done("resume", target, progress);
    }

    @Override
    public AbortReport abort(Target target, Progress progress) {
        asked("abort", target);
        return removed;
    }

    @Override
    public StatusReport status(Target target) {
        asked("status", target);
        return status;
    }

    @Override
    public Chronicle chronicle(Target target) {
        asked("chronicle", target);
        return chronicle;
    }

    @Override
    public List<TableComparison> compare(Target target) {
        asked("compare", target);
        return comparisons;
    }

    @Override
    public Preview plan(Plan plan) {
        asked("plan", plan);
        return preview.orElseThrow();
    }
}
