package dev.pgzm.state.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.plan.Archive;
import dev.pgzm.ports.plan.BlockedPolicy;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.DroppedColumns;
import dev.pgzm.ports.plan.FailurePolicy;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.ImmutablePreservation;
import dev.pgzm.ports.plan.OrphanPolicy;
import dev.pgzm.ports.plan.OwnershipPolicy;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Preservation;
import dev.pgzm.ports.plan.SourceLocking;
import dev.pgzm.ports.plan.SwapStrategy;
import dev.pgzm.ports.plan.TablePattern;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** The plan as an object in a state document, so that another process goes on as the first one was asked to. */
final class PlanDocument {
    private PlanDocument() {}

    static void write(Plan plan, ObjectNode target) {
        target.put("source", plan.source().uri());
        target.put("destination", plan.destination().uri());
        target.put("liveSchema", plan.liveSchema());
        target.put("shadowSchema", plan.shadowSchema());
        target.put("jobs", plan.jobs());
        target.put("partBytes", plan.partBytes());
        target.put("sourceLocking", plan.sourceLocking().name());
        target.put("externalDependents", plan.externalDependents().name());
        target.put("ownership", plan.ownership().name());
        target.put("swapStrategy", plan.swapStrategy().name());
        if (plan.preservation().isAsked()) {
            ArrayNode tables = target.putArray("preservedTables");
            plan.preservation().tables().forEach(table -> tables.add(table.text()));
            target.put("orphans", plan.preservation().orphans().name());
            target.put("droppedColumns", plan.preservation().droppedColumns().name());
        }
        plan.maxBytesPerSecond().ifPresent(rate -> target.put("maxBytesPerSecond", rate));
        ProtectionDocument.write(plan.protection(), target);
        target.put("indexMemoryBytes", plan.indexMemoryBytes());
        target.put("lockTimeout", plan.lockTimeout().toString());
        target.put("swapTimeout", plan.swapTimeout().toString());
        target.put("onBlocked", plan.onBlocked().name());
        target.put("onFailure", plan.onFailure().name());
        target.put("leaseDuration", plan.leaseDuration().toString());
        plan.archive().ifPresent(archive -> write(archive, target.putObject("archive")));
        plan.clientTools().ifPresent(directory -> target.put("clientTools", directory.toString()));
    }

    private static Preservation preservation(Members members, String name) {
        return ImmutablePreservation.builder()
                .tables(members.texts(name, TablePattern::new))
                .orphans(members.choice("orphans", OrphanPolicy.class))
                .droppedColumns(members.choice("droppedColumns", DroppedColumns.class))
                .build();
    }

    private static void write(Archive archive, ObjectNode target) {
        target.put("directory", archive.directory().toString());
        target.put("use", archive.use().name());
        target.put("compression", archive.compression().name());
    }

    private static Archive archive(Members members) {
        return new Archive(
                members.parsed("directory", Path::of),
                members.choice("use", Archive.Use.class),
                members.choice("compression", Archive.Compression.class));
    }

    static Plan read(Members members) {
        ImmutablePlan.Builder plan = ImmutablePlan.builder()
                .source(members.url("source", UnaryOperator.identity()))
                .destination(members.url("destination", UnaryOperator.identity()))
                .liveSchema(members.text("liveSchema"))
                .shadowSchema(members.text("shadowSchema"))
                .jobs(members.integer("jobs"))
                .partBytes(members.number("partBytes"))
                .sourceLocking(members.choice("sourceLocking", SourceLocking.class))
                .externalDependents(members.choice("externalDependents", DependentPolicy.class))
                .swapStrategy(members.optional("swapStrategy", name -> members.choice(name, SwapStrategy.class))
                        .orElse(SwapStrategy.AUTO))
                .indexMemoryBytes(members.number("indexMemoryBytes"))
                .lockTimeout(members.duration("lockTimeout"))
                .swapTimeout(members.duration("swapTimeout"))
                .leaseDuration(members.duration("leaseDuration"))
                .archive(members.optional("archive", name -> archive(members.members(name))))
                .clientTools(members.optional("clientTools", name -> members.parsed(name, Path::of)));
        // not in the documents of earlier releases
        members.optional("onBlocked", name -> members.choice(name, BlockedPolicy.class))
                .ifPresent(plan::onBlocked);
        members.optional("onFailure", name -> members.choice(name, FailurePolicy.class))
                .ifPresent(plan::onFailure);
        // not in documents of releases that knew one policy only
        members.optional("ownership", name -> members.choice(name, OwnershipPolicy.class))
                .ifPresent(plan::ownership);
        members.optional("maxBytesPerSecond", members::number).ifPresent(plan::maxBytesPerSecond);
        members.optional("preservedTables", name -> preservation(members, name)).ifPresent(plan::preservation);
        try {
            return plan.protection(ProtectionDocument.read(members)).build();
        } catch (IllegalArgumentException impossible) {
            throw new IllegalArgumentException("its plan is malformed: " + impossible.getMessage(), impossible);
        }
    }
}
