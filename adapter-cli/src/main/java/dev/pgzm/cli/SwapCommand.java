package dev.pgzm.cli;

import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgzm swap}: the one moment of a migration that applications could notice. */
@Command(
        name = "swap",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Makes live what 'pgzm prepare' built.",
        description = {
            "Needs the destination only. The former live schema stays as backup_<id>.",
            "A swap that does not get its locks in time leaves the migration prepared,",
            "and can be tried again."
        },
        footer = {"pgzm swap --dest postgresql://owner@new.example.com/shop"})
final class SwapCommand extends TargetCommand {
    @Mixin
    private final TargetOptions options;

    @Mixin
    private final DependentsOption externalDependents = new DependentsOption();

    @Mixin
    private final StrategyOption swapStrategy = new StrategyOption();

    @Mixin
    private final FailureOption onFailure = new FailureOption();

    @Mixin
    private final LockOptions locks = new LockOptions();

    @Mixin
    private final ConfirmOptions confirmation;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    SwapCommand(Surroundings surroundings) {
        super(surroundings);
        this.options = new TargetOptions(surroundings.environment());
        this.confirmation = new ConfirmOptions(surroundings.terminal());
    }

    @Override
    public Integer call() {
        return execute(state, dryRun);
    }

    @Override
    Target target() {
        ImmutableTarget.Builder target = options.target()
                .externalDependents(externalDependents.ifGiven())
                .swapStrategy(swapStrategy.ifGiven())
                .onFailure(onFailure.ifGiven());
        locks.addTo(target);
        return target.build();
    }

    @Override
    Continuation continuation() {
        return Continuation.SWAP;
    }

    @Override
    String forecast(Situation situation) {
        return "Migration %s can be swapped now: %s.\n".formatted(situation.id(), change(situation))
                + situation.report().obstacles().stream().map(FindingText::of).collect(Collectors.joining());
    }

    @Override
    Optional<Target> confirmed(Migrations engine, Target target) {
        return confirmation.confirmed(engine, target, SwapCommand::question);
    }

    @Override
    Result run(Migrations engine, Target target, Progress progress) {
        return Result.of(engine.swap(target, progress));
    }

    private static Optional<String> question(Situation situation) {
        return situation.is(Standing.PREPARED)
                ? Optional.of("Swap migration " + situation.id() + ": " + change(situation))
                : Optional.empty();
    }

    private static String change(Situation situation) {
        return "schema %s of %s becomes %s, %s becomes live"
                .formatted(
                        situation.liveSchema().orElse("public"),
                        situation.destination().display(),
                        situation.id().backupSchema(),
                        situation.shadowSchema().orElse("shadow"));
    }
}
