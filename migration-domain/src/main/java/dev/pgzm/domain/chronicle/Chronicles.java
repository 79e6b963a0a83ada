package dev.pgzm.domain.chronicle;

import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.state.StateStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the chronicle that is meant. */
public final class Chronicles {
    private static final int SHOWN = 5;

    private final StateStore store;

    public Chronicles(StateStore store) {
        this.store = store;
    }

    /** As {@link dev.pgzm.ports.Migrations#chronicle} says. */
    public Chronicle of(Target target) {
        DatabaseUrl destination = target.destination();
        List<MigrationId> kept = store.chronicles(destination.database());
        return kept.stream()
                .filter(id -> target.id().isEmpty() || target.id().get().equals(id))
                .flatMap(id -> store.chronicle(destination.database(), id).stream())
                // databases of one name on several servers share the place
                .filter(chronicle -> target.id().isPresent()
                        || chronicle.plan().destination().hosts().equals(destination.hosts()))
                .findFirst()
                .orElseThrow(() -> unknown(target, kept));
    }

    private static MigrationException unknown(Target target, List<MigrationId> kept) {
        Optional<MigrationId> id = target.id();
        String what = id.map(each -> "migration " + each).orElse("a migration");
        String known = kept.stream().limit(SHOWN).map(MigrationId::toString).collect(Collectors.joining(", "));
        return new MigrationException(Problem.of(
                        ErrorCode.STATE_CONFLICT,
                        "Cannot report: nothing is kept of " + what + " of "
                                + target.destination().display())
                .withDetail(
                        kept.isEmpty()
                                ? "No run on a database of that name has left anything in the state store."
                                : "Of databases of that name there are: " + known
                                        + (kept.size() > SHOWN ? ", ..." : "."))
                .withHint(
                        "Name one of those with --timestamp, or the place with --state where the runs kept their state.")
                .withOutcome("Nothing was changed."));
    }
}
