package dev.pgzm.cli;

import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgzm resume}: the rest of a migration whose run died or failed. */
@Command(
        name = "resume",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Goes on with a migration whose run died or failed.",
        description = {
            "Goes as far as the migration was to go. What is finished is not done again.",
            "Without --source the source is reached as the migration began; its password",
            "is then PGPASSWORD's or the password file's."
        },
        footer = {"pgzm resume --dest postgresql://owner@new.example.com/shop"})
final class ResumeCommand extends TargetCommand {
    @Mixin
    private final TargetOptions options;

    @Mixin
    private final SourceOptions source;

    @Mixin
    private final JobsOption jobs = new JobsOption();

    @Mixin
    private final FailureOption onFailure = new FailureOption();

    @Mixin
    private final LockOptions locks = new LockOptions();

    @Mixin
    private final ProtectionOptions protection = new ProtectionOptions();

    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    ResumeCommand(Surroundings surroundings) {
        super(surroundings);
        this.options = new TargetOptions(surroundings.environment());
        this.source = new SourceOptions(surroundings.environment());
    }

    @Override
    public Integer call() {
        return execute(state, dryRun);
    }

    @Override
    Target target() {
        ImmutableTarget.Builder target = options.target().jobs(jobs.ifGiven()).onFailure(onFailure.ifGiven());
        source.addTo(target);
        locks.addTo(target);
        protection.addTo(target);
        return target.build();
    }

    @Override
    Continuation continuation() {
        return Continuation.RESUME;
    }

    @Override
    String forecast(Situation situation) {
        return StandingText.of(situation) + "\nTo resume it is to " + rest(situation) + ".\n";
    }

    @Override
    Result run(Migrations engine, Target target, Progress progress) {
        return Result.of(engine.resume(target, progress));
    }

    private static String rest(Situation situation) {
        return switch (situation.report().resumption()) {
            case NOTHING ->
                situation.is(Standing.PREPARED)
                        ? "do nothing: it is prepared, and waits for its swap"
                        : "do nothing: nothing is left to do";
            case BEGIN ->
                situation.report().record().isPresent()
                        ? "begin again: the destination crashed, and lost the rows"
                        : "begin again: nothing is there yet";
            case BUILD ->
                situation.report().record().map(ResumeCommand::restOfBuild).orElse("go on building");
            case SWAP -> "go on with the swap";
            case FINISH -> "verify and clean up";
        };
    }

    private static String restOfBuild(MigrationRecord record) {
        return record.rowsComplete()
                ? "go on with indexes and keys: all rows are there already"
                : "go on copying: " + Sizes.count(record.rows()) + " rows (" + Sizes.bytes(record.bytes())
                        + ") are there already";
    }
}
