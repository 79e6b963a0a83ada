package dev.pgzm.cli;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.plan.Target;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgzm status}: where a destination's migration stands. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Tells where a migration stands, and what to do next.",
        description = {
            "Tells what was copied, who runs it, whether it could be swapped now and what",
            "stands in the way. Writes nothing, and may be asked while a migration runs."
        },
        footer = {"pgzm status --dest postgresql://owner@new.example.com/shop"})
final class StatusCommand extends EngineCommand {
    @Mixin
    private final TargetOptions options;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(
            names = "--check",
            description = {
                "Compare the preserved tables with their copies, all rows in one snapshot;",
                "the exit code is 9 if they differ."
            })
    private boolean check;

    StatusCommand(Surroundings surroundings) {
        super(surroundings);
        this.options = new TargetOptions(surroundings.environment());
    }

    @Override
    public Integer call() {
        Target target = options.target().build();
        Migrations engine = engine(state);
        Situation situation = new Situation(engine.status(target), target.destination());
        Optional<PreservedCheck> checked =
                check ? Optional.of(new PreservedCheck(engine.compare(target))) : Optional.empty();
        say(new Result(new StatusText(situation, checked).text(), new StatusDocument(situation, checked).document()));
        checked.ifPresent(PreservedCheck::refuseDifferences);
        return 0;
    }
}
