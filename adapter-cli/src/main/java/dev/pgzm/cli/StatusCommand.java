package dev.pgzm.cli;

import dev.pgzm.ports.plan.Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgzm status}: where a destination's migration stands. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells where the destination's migration stands, whether it could be swapped,",
            "and what to do next. Writes nothing, and may be asked while a migration runs."
        })
final class StatusCommand extends EngineCommand {
    @Mixin
    private final TargetOptions options;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(names = "--json", description = "Print one JSON document.")
    private boolean json;

    StatusCommand(Surroundings surroundings) {
        super(surroundings);
        this.options = new TargetOptions(surroundings.environment());
    }

    @Override
    public Integer call() {
        Target target = options.target().build();
        Situation situation = new Situation(engine(state).status(target), target.destination());
        say(json ? new StatusDocument(situation).text() : new StatusText(situation).text());
        return 0;
    }
}
