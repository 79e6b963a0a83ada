package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Refusal;
import dev.pgzm.ports.Continuation;
import dev.pgzm.ports.Resumption;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.state.DestinationLock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Foretells what each command would do, by the rules that it would be done by. */
final class Prospects {
    private final Commands commands;
    private final Situation situation;
    private final Optional<String> runner;
    private final List<Finding> obstacles;

    /**
     * Of one situation.
     *
     * @param runner who owns the destination
     * @param obstacles what stands in the way of a swap
     */
    Prospects(Commands commands, Situation situation, Optional<String> runner, List<Finding> obstacles) {
        this.commands = commands;
        this.situation = situation;
        this.runner = runner;
        this.obstacles = obstacles;
    }

    Map<Continuation, Problem> refusals() {
        Map<Continuation, Problem> refusals = new EnumMap<>(Continuation.class);
        for (Continuation command : Continuation.values()) {
            refusal(command).ifPresent(problem -> refusals.put(command, problem));
        }
        return refusals;
    }

    Resumption resumption() {
        return refusal(Continuation.RESUME).isPresent() ? Resumption.NOTHING : unrefusedResumption();
    }

    /** In the order in which the command itself comes upon it. */
    private Optional<Problem> refusal(Continuation command) {
        return runner.map(DestinationLock::heldBy)
                .or(() -> wrongHere(command))
                .or(() -> swaps(command) ? Refusal.of("swap", obstacles) : Optional.empty());
    }

    private Optional<Problem> wrongHere(Continuation command) {
        try {
            switch (command) {
                case SWAP -> commands.requireSwappable();
                case RESUME -> commands.resume();
                case ABORT -> commands.requireAbortable();
            }
            return Optional.empty();
        } catch (MigrationException refused) {
            return Optional.of(refused.problem());
        }
    }

    private boolean swaps(Continuation command) {
        return switch (command) {
            case SWAP -> true;
            case RESUME -> unrefusedResumption() == Resumption.SWAP;
            case ABORT -> false;
        };
    }

    private Resumption unrefusedResumption() {
        return commands.resume().map(this::resumption).orElse(Resumption.NOTHING);
    }

    private Resumption resumption(Course course) {
        return switch (course) {
            case RESUME_START, RESUME_PREPARE -> isThereToGoOnWith() ? Resumption.BUILD : Resumption.BEGIN;
            case SWAP -> Resumption.SWAP;
            case FINISH -> Resumption.FINISH;
            case START, PREPARE, ABORT -> throw new IllegalStateException("not a way to resume: " + course);
        };
    }

    private boolean isThereToGoOnWith() {
        return situation.record().filter(record -> !record.emptiedByCrash()).isPresent();
    }
}
