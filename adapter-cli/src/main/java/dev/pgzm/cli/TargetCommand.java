package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Progress;
import java.util.Optional;
import picocli.CommandLine.Command;

/** The commands that change a migration which has begun: each can be rehearsed. */
@Command
abstract class TargetCommand extends RunningCommand {
    TargetCommand(Surroundings surroundings) {
        super(surroundings);
    }

    abstract Target target();

    /** Which command this is. */
    abstract Continuation continuation();

    /** What the command would do now, where it is not refused. */
    abstract String forecast(Situation situation);

    /** What may be done; empty if the person said no. */
    Optional<Target> confirmed(Migrations engine, Target target) {
        return Optional.of(target);
    }

    abstract Result run(Migrations engine, Target target, Progress progress);

    final int execute(StateOptions state, DryRunOption dryRun) {
        Target target = target();
        Migrations engine = engine(state);
        if (dryRun.isAsked()) {
            rehearse(new Situation(engine.status(target), target.destination()));
        } else {
            confirmed(engine, target)
                    .ifPresentOrElse(
                            agreed -> perform(progress -> run(engine, agreed, progress)), () -> say(Result.DECLINED));
        }
        return 0;
    }

    private void rehearse(Situation situation) {
        situation.refusal(continuation()).ifPresent(problem -> {
            throw new MigrationException(problem);
        });
        String forecast = forecast(situation);
        ObjectNode document = Result.document("forecast")
                .put(
                        "migration",
                        situation.report().id().map(MigrationId::epochMillis).orElse(null))
                .put("forecast", forecast.strip());
        document.set("obstacles", FindingDocument.of(situation.report().obstacles()));
        say(new Result(forecast + DryRunOption.ENDING, document));
    }
}
