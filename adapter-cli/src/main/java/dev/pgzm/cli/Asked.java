package dev.pgzm.cli;

import dev.pgzm.ports.plan.Archive;
import dev.pgzm.ports.plan.BlockedPolicy;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.DroppedColumns;
import dev.pgzm.ports.plan.FailurePolicy;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.OrphanPolicy;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Protection;
import dev.pgzm.ports.plan.SourceLocking;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.plan.TablePattern;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a migration was asked to do: what every plan says, and what differs from the defaults. */
final class Asked {
    private final Plan plan;
    private final Plan usual;
    private final List<Story.Fact> facts = new ArrayList<>();

    Asked(Plan plan) {
        this.plan = plan;
        this.usual = ImmutablePlan.builder()
                .source(plan.source())
                .destination(plan.destination())
                .jobs(plan.jobs())
                .build();
    }

    List<Story.Fact> facts() {
        fact(
                "Copy",
                plan.restoresEarlierArchive()
                        ? "an earlier archive"
                        : plan.source().display());
        fact("Into", plan.destination().display());
        fact("Schema", plan.liveSchema() + ", built as " + plan.shadowSchema());
        plan.archive().map(Asked::archive).ifPresent(archive -> fact("By way of", archive));
        fact("Jobs at once", Integer.toString(plan.jobs()));
        if (plan.preservation().isAsked()) {
            preserved();
        }
        copying();
        protecting();
        swapping();
        return facts;
    }

    private static String archive(Archive archive) {
        return "the archive " + archive.directory()
                + switch (archive.use()) {
                    case PASSING -> "";
                    case KEPT -> ", which is kept";
                    case TAKEN_EARLIER -> ", taken earlier";
                };
    }

    private void preserved() {
        fact(
                "Preserved tables",
                plan.preservation().tables().stream().map(TablePattern::text).collect(Collectors.joining(", ")));
        if (plan.preservation().orphans() == OrphanPolicy.KEEP) {
            fact("Orphans", "are kept");
        }
        if (plan.preservation().droppedColumns() == DroppedColumns.ALLOW) {
            fact("Dropped columns", "are allowed");
        }
    }

    private void copying() {
        if (plan.sourceLocking() == SourceLocking.FREEZE_WRITERS) {
            fact("Source", "its writers wait while rows are read");
        }
        if (plan.partBytes() != usual.partBytes()) {
            fact("Parts", "of " + Sizes.bytes(plan.partBytes()));
        }
        if (plan.indexMemoryBytes() != usual.indexMemoryBytes()) {
            fact("Memory for indexes", Sizes.bytes(plan.indexMemoryBytes()));
        }
        if (plan.ownership() != OwnershipPolicy.DESTINATION) {
            fact("Owners and privileges", "of " + Words.of(plan.ownership()));
        }
    }

    private void protecting() {
        Protection protection = plan.protection();
        plan.maxBytesPerSecond().ifPresent(rate -> fact("Rate", "at most " + Sizes.bytes(rate) + " in a second"));
        protection.maxConnections().ifPresent(most -> fact("Connections", "at most " + most));
        protection
                .maxReplicaLag()
                .ifPresent(lag -> fact("Pauses", "while a replica is " + Sizes.bytes(lag) + " behind"));
        protection.maxRetainedWal().ifPresent(wal -> fact("Pauses", "while " + Sizes.bytes(wal) + " of WAL are kept"));
        protection.maxPause().ifPresent(pause -> fact("Longest pause", Sizes.duration(pause)));
        timeout("Statement timeout", protection.statementTimeout());
        timeout("Phase timeout", protection.phaseTimeout());
    }

    private void timeout(String name, Optional<Duration> timeout) {
        timeout.filter(limit -> !limit.isZero()).ifPresent(limit -> fact(name, Sizes.duration(limit)));
    }

    private void swapping() {
        if (plan.swapStrategy() != SwapStrategy.AUTO) {
            fact("Swap strategy", Words.of(plan.swapStrategy()));
        }
        if (plan.externalDependents() != DependentPolicy.REFUSE) {
            fact("External dependents", Words.of(plan.externalDependents()));
        }
        if (!plan.lockTimeout().equals(usual.lockTimeout())) {
            fact("Lock timeout", Sizes.duration(plan.lockTimeout()));
        }
        if (!plan.swapTimeout().equals(usual.swapTimeout())) {
            fact("Swap timeout", Sizes.duration(plan.swapTimeout()));
        }
        if (plan.onBlocked() != BlockedPolicy.WAIT) {
            fact("Sessions in the way", Words.of(plan.onBlocked()));
        }
        if (plan.onFailure() != FailurePolicy.ROLLBACK) {
            fact("After a failure", Words.of(plan.onFailure()));
        }
    }

    private void fact(String name, String value) {
        facts.add(new Story.Fact(name, value));
    }
}
