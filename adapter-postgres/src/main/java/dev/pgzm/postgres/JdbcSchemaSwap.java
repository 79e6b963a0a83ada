package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.LiveType;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.DependentPolicy;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.swap.SwapReport;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Exchanges the schemas, in one attempt. */
final class JdbcSchemaSwap implements SchemaSwap {
    @Override
    public void inherit(Plan plan) {
        try (Session session = WorkSession.open(plan)) {
            if (SchemaSettings.mark(session, plan.shadowSchema()).isPresent()) {
                new LiveInheritance(session, plan).takeOver();
                ShadowPrivileges.grantAsOnLive(session, plan);
            }
        }
    }

    @Override
    public SwapReport swap(Plan plan, MigrationId id, Progress progress) {
        try (Session session = WorkSession.open(plan)) {
            Questions questions = new Questions(session);
            Supplier<Optional<SchemaMark>> own = OwnSchema.askMark(questions);
            Optional<SchemaMark> mark =
                    SchemaSettings.askMark(questions, plan.shadowSchema()).get();
            if (mark.isEmpty() || !mark.get().isOf(id) || own.get().isEmpty()) {
                throw new MigrationException(Problem.of(
                                ErrorCode.DESTINATION_FAILED,
                                "Cannot swap: the shadow schema is not of migration " + id)
                        .withDetail("Schema " + plan.shadowSchema() + " or " + Plan.OWN_SCHEMA
                                + " does not exist or carries another mark.")
                        .withHint("Run the migration again."));
            }
            Supplier<List<Blocker>> oldSnapshots = OldSnapshots.askKept(questions);
            Supplier<Boolean> preserving = PreservedSwap.askIfAsked(questions);
            Supplier<Set<Long>> keptTypes = OwnSchema.askOidsOfKeptTypes(questions);
            OldSnapshots.refuse(oldSnapshots.get());
            if (preserving.get()) {
                PreservedSwap.beforeTheLocks(plan);
            }
            // not before what may have taken a while
            Supplier<SchemaSettings> live = SchemaSettings.ask(questions, plan.liveSchema());
            Supplier<List<LiveType>> types = LiveTypes.ask(questions, plan.liveSchema());
            SchemaMark backup = new SchemaMark(
                    id.epochMillis(),
                    mark.get().createdExtensions(),
                    plan.swapStrategy(),
                    live.get().comment());
            SwapTimes times = SwapTransaction.ofMigration(session, plan, keptTypes.get())
                    .run(
                            new Exchange(plan.liveSchema(), id.backupSchema(), plan.shadowSchema()),
                            List.of(
                                    SchemaSettings.comment(
                                            plan.liveSchema(), mark.get().finalComment()),
                                    SchemaSettings.comment(
                                            id.backupSchema(),
                                            ImmutableBackupMark.builder()
                                                    .schema(backup)
                                                    .liveSchema(plan.liveSchema())
                                                    .ownTypes(LiveTypes.oids(types.get()))
                                                    .build()
                                                    .text())),
                            Optional.of(id));
            return new SwapReport(times.attempts(), times.waited(), times.stalled());
        }
    }

    @Override
    public boolean happened(Plan plan, MigrationId id) {
        try (Session session = Session.open(Side.DESTINATION, plan.destination())) {
            session.execute(
                    "wait for the end of the swap's transaction",
                    "BEGIN; SELECT pg_catalog.pg_advisory_xact_lock(" + AdvisoryKeys.SWAP + "); COMMIT");
            return SchemaSettings.find(session, id.backupSchema()).isPresent();
        }
    }

    @Override
    public void swapBack(Plan plan, MigrationId id, Progress progress) {
        try (Session session = WorkSession.open(plan)) {
            SchemaMark backup = SchemaSettings.mark(session, id.backupSchema())
                    .orElseThrow(() -> new MigrationException(Problem.of(
                                    ErrorCode.DESTINATION_FAILED,
                                    "Cannot swap back: schema " + id.backupSchema() + " does not carry pgzm's mark")
                            .withDetail("Its comment says what it was before the swap, and was changed or is gone.")
                            .withHint("Rename the schemas by hand.")));
            SchemaMark shadow =
                    new SchemaMark(id.epochMillis(), backup.createdExtensions(), backup.strategy(), Optional.empty());
            Plan back = ImmutablePlan.copyOf(plan)
                    .withSwapStrategy(backup.strategy())
                    // what applications have created since must not keep a wrong schema live
                    .withExternalDependents(DependentPolicy.IGNORE);
            SwapTransaction.ofMigration(session, back, OwnSchema.oidsOfKeptTypes(session))
                    .run(
                            new Exchange(plan.liveSchema(), plan.shadowSchema(), id.backupSchema()),
                            List.of(
                                    BackupRecord.drop(plan.liveSchema()),
                                    SchemaSettings.comment(plan.liveSchema(), backup.finalComment()),
                                    SchemaSettings.comment(plan.shadowSchema(), shadow.text())),
                            Optional.empty());
            OutsideKeys.validate(session, plan, progress).forEach(progress::found);
        }
    }

    @Override
    public SwapReport promote(Plan plan, MigrationId backup, MigrationId id, Progress progress) {
        try (Session session = WorkSession.open(plan)) {
            return new BackupPromotion(session, plan, backup).run(id, progress);
        }
    }

    @Override
    public void endPromotion(Plan plan, MigrationId id, Progress progress) {
        KeptTables.end(plan, id, progress);
    }

    @Override
    public List<Finding> validateKeys(Plan plan, Progress progress) {
        try (Session session = WorkSession.open(plan)) {
            return OutsideKeys.validate(session, plan, progress);
        }
    }
}
