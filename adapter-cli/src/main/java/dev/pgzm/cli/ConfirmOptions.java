package dev.pgzm.cli;

import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.plan.ImmutableTarget;
import dev.pgzm.ports.plan.Target;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Asks before something that changes what is there, if somebody is there to answer; a script is not asked. */
final class ConfirmOptions {
    private static final Set<String> YES = Set.of("y", "yes");

    @Option(names = "--yes", description = "Do not ask. Only a person at a terminal is asked at all.")
    private boolean yes;

    private final Terminal terminal;

    ConfirmOptions(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * What may be done: nothing if the answer was no. What was asked about is what is done, even if another migration
     * has taken its place meanwhile.
     *
     * @param question says what would change; empty where nothing would
     */
    Optional<Target> confirmed(Migrations engine, Target target, Function<Situation, Optional<String>> question) {
        if (!mustAsk()) {
            return Optional.of(target);
        }
        Situation situation = new Situation(engine.status(target), target.destination());
        Optional<String> change = question.apply(situation);
        if (change.isEmpty()) {
            return Optional.of(target);
        }
        Target shown = ImmutableTarget.builder().from(target).id(situation.id()).build();
        return change.filter(this::isAgreed).map(agreed -> shown);
    }

    /** Whether somebody is there who has not agreed beforehand. */
    boolean mustAsk() {
        return !yes && terminal.isThere();
    }

    /** Asks. */
    boolean isAgreed(String change) {
        String answer = terminal.ask(change + ". Go on? [y/N] ");
        return YES.contains(answer.strip().toLowerCase(Locale.ROOT));
    }
}
