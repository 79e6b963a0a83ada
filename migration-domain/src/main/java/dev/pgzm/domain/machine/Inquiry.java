package dev.pgzm.domain.machine;

import dev.pgzm.domain.Ports;
import dev.pgzm.domain.preflight.SwapCheck;
import dev.pgzm.ports.ImmutableStatusReport;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.StatusReport;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.sync.PreservedStanding;
import java.util.List;
import java.util.Optional;

/** Asks where a destination's migration stands, without owning it. */
final class Inquiry {
    private final Ports ports;
    private final SwapCheck swapCheck;

    Inquiry(Ports ports, SwapCheck swapCheck) {
        this.ports = ports;
        this.swapCheck = swapCheck;
    }

    StatusReport status(Target target) {
        Situation situation = Situation.of(ports, target);
        Commands commands = Commands.of(situation, target);
        Optional<String> runner = runner(target.destination());
        List<Finding> obstacles = obstacles(situation);
        Prospects prospects = new Prospects(commands, situation, runner, obstacles);
        return ImmutableStatusReport.builder()
                .standing(situation.standing())
                .id(situation.id())
                .runner(runner)
                .state(situation.state())
                .record(situation.record())
                .preserved(preserved(situation))
                .obstacles(obstacles)
                .refusals(prospects.refusals())
                .resumption(prospects.resumption())
                .nextCommand(commands.next())
                .build();
    }

    /** Who has the lock runs; a lease without it is a dead holder's, and only the lease tells more of a living one. */
    private Optional<String> runner(DatabaseUrl destination) {
        return ports.destinationLock()
                .holder(destination)
                .map(locked -> ports.stateStore()
                        .holder(destination.database())
                        .map(LeaseHolder::toString)
                        .orElse(locked));
    }

    private List<PreservedStanding> preserved(Situation situation) {
        return situation
                        .record()
                        .filter(record -> record.preservation().isAsked())
                        .isPresent()
                ? ports.preservedTables().standings(situation.plan().destination())
                : List.of();
    }

    private List<Finding> obstacles(Situation situation) {
        return situation.standing() == Standing.PREPARED
                ? swapCheck
                        .examine(situation.plan(), situation.record().orElseThrow())
                        .findings()
                : List.of();
    }
}
