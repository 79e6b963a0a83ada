package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.AbortReport;
import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code pgzm abort}: takes away what a migration built that was not swapped. */
@Command(
        name = "abort",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Removes a migration that was not swapped.",
        description = {
            "Removes what it left in the destination, whoever began it and however far it",
            "came. The live schema is not touched. May be repeated."
        },
        footer = {"pgzm abort --dest postgresql://owner@new.example.com/shop"})
final class AbortCommand extends TargetCommand {
    @Mixin
    private final TargetOptions options;

    @Mixin
    private final ConfirmOptions confirmation;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    AbortCommand(Surroundings surroundings) {
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
        return options.target().build();
    }

    @Override
    Continuation continuation() {
        return Continuation.ABORT;
    }

    @Override
    String forecast(Situation situation) {
        return StandingText.of(situation) + "\n"
                + removal(situation)
                        .map("To abort it is to remove %s.\n"::formatted)
                        .orElse("Nothing is left to remove.\n");
    }

    @Override
    Optional<Target> confirmed(Migrations engine, Target target) {
        return confirmation.confirmed(engine, target, AbortCommand::question);
    }

    @Override
    Result run(Migrations engine, Target target, Progress progress) {
        AbortReport report = engine.abort(target, progress);
        ObjectNode document = Result.document("aborted")
                .put("migration", report.id().map(MigrationId::epochMillis).orElse(null));
        report.removed().forEach(document.putArray("removed")::add);
        return new Result(text(report, target), document);
    }

    private static Optional<String> question(Situation situation) {
        return removal(situation)
                .map(removed -> "Abort migration " + situation.id() + ": " + removed + " of "
                        + situation.destination().display() + " is removed");
    }

    /** What would be removed, in words; empty where nothing would. */
    private static Optional<String> removal(Situation situation) {
        if (!situation.is(Standing.UNFINISHED) && !situation.is(Standing.PREPARED)) {
            return Optional.empty();
        }
        return Optional.of(situation
                .report()
                .record()
                .map(record -> "schema %s with %s, and the tool's own schema %s"
                        .formatted(
                                record.shadowSchema(),
                                Sizes.rows(record.tables(), record.rows(), record.bytes()),
                                Plan.OWN_SCHEMA))
                .orElse("what was begun"));
    }

    private static String text(AbortReport report, Target target) {
        String destination = target.destination().display();
        if (report.removed().isEmpty()) {
            return report.id()
                            .map("Nothing was left to remove of migration %s."::formatted)
                            .orElse("No migration of " + destination + " is known: nothing was changed.")
                    + "\n";
        }
        String subject = report.id().map(id -> "Migration " + id + " is undone").orElse("What was left is undone");
        return subject + ": the live schema of " + destination + " was not touched.\n  removed  "
                + String.join("\n  removed  ", report.removed()) + "\n";
    }
}
