package dev.pgzm.cli;

import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.plan.Target;
import picocli.CommandLine.Command;

/** The commands that change a migration which has begun: each can be rehearsed. */
@Command
abstract class TargetCommand extends EngineCommand {
    TargetCommand(Surroundings surroundings) {
        super(surroundings);
    }

    abstract Target target();

    /** Which command this is. */
    abstract Continuation continuation();

    /** What the command would do now, where it is not refused. */
    abstract String forecast(Situation situation);

    abstract void run(Migrations engine, Target target);

    final int execute(StateOptions state, DryRunOption dryRun) {
        Target target = target();
        Migrations engine = engine(state);
        if (dryRun.isAsked()) {
            rehearse(new Situation(engine.status(target), target.destination()));
        } else {
            run(engine, target);
        }
        return 0;
    }

    private void rehearse(Situation situation) {
        situation.refusal(continuation()).ifPresent(problem -> {
            throw new MigrationException(problem);
        });
        say(forecast(situation) + DryRunOption.ENDING);
    }
}
