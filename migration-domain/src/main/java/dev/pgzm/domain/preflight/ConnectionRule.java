package dev.pgzm.domain.preflight;

import dev.pgzm.ports.Preview;
import dev.pgzm.ports.catalog.ConnectionSlots;
import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The run's sessions fit into what it may open, and into what both servers have free; else fewer jobs do the work. */
public final class ConnectionRule implements Rule {
    /** The plan with as many jobs as have their connections. */
    public static Plan fitted(Plan plan, Preview preview) {
        return ImmutablePlan.copyOf(plan)
                .withJobs(jobs(
                        plan, preview.source().database(), preview.destination().database()));
    }

    /** At least 1. */
    private static int jobs(Plan plan, DatabaseFacts source, DatabaseFacts destination) {
        return IntStream.iterate(plan.jobs(), jobs -> jobs > 1, jobs -> jobs - 1)
                .filter(jobs -> obstacle(plan, jobs, source, destination).isEmpty())
                .findFirst()
                .orElse(1);
    }

    /** What allows no more, in words; empty where all fits. */
    private static Optional<String> obstacle(Plan plan, int jobs, DatabaseFacts source, DatabaseFacts destination) {
        Connections needed = Connections.of(plan, jobs);
        int limit = plan.protection().connections();
        if (needed.together(plan) > limit) {
            return Optional.of("--max-connections is " + limit);
        }
        return tooFew("source", source, needed, Connections::source)
                .or(() -> tooFew("destination", destination, needed, Connections::destination));
    }

    private static Optional<String> tooFew(
            String side, DatabaseFacts facts, Connections needed, ToIntFunction<Connections> share) {
        return facts.connectionSlots()
                .filter(slots -> share.applyAsInt(needed) > slots.free())
                .map(slots -> described(side, slots));
    }

    private static String described(String side, ConnectionSlots slots) {
        return "the " + side + " has " + slots.free() + " connections free: " + slots.setting() + " allows "
                + slots.allowed() + ", of which " + slots.used() + " are in use";
    }

    @Override
    public Stream<Finding> judge(Facts facts) {
        Plan plan = facts.plan();
        DatabaseFacts source = facts.source().database();
        DatabaseFacts destination = facts.destination().database();
        Optional<String> obstacle = obstacle(plan, plan.jobs(), source, destination);
        if (obstacle.isEmpty()) {
            return Stream.empty();
        }
        int jobs = jobs(plan, source, destination);
        Optional<String> refused = obstacle(plan, jobs, source, destination);
        Connections needed = Connections.of(plan, jobs);
        return Stream.of(
                refused.isPresent()
                        ? new Finding(
                                Severity.ERROR,
                                "the run has too few connections, even with one job",
                                refused.get() + "; it needs " + needed.source() + " on the source and "
                                        + needed.destination() + " on the destination, " + needed.together(plan)
                                        + " at one moment",
                                "Raise --max-connections, or free connections of the server that has too few.")
                        : new Finding(
                                Severity.WARNING,
                                "the run has " + jobs + (jobs == 1 ? " job" : " jobs") + " instead of " + plan.jobs(),
                                obstacle.get() + "; with " + plan.jobs() + " it would need "
                                        + Connections.of(plan, plan.jobs()).together(plan),
                                "Raise --max-connections, or free connections, if it is to be faster."));
    }
}
