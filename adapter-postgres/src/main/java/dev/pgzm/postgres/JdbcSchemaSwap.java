package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.swap.SchemaSwap;
import dev.pgzm.ports.swap.SwapReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Exchanges the schemas by renaming them, in one attempt. */
final class JdbcSchemaSwap implements SchemaSwap {
    @Override
    public SwapReport swap(Plan plan, MigrationId id, Progress progress) {
        try (Session session = Session.open(Side.DESTINATION, plan.destination())) {
            Optional<ShadowMarker> marker = SchemaSettings.marker(session, plan.shadowSchema());
            if (marker.isEmpty() || marker.get().migration() != id.epochMillis()) {
                throw new MigrationException(Problem.of(
                                ErrorCode.DESTINATION_FAILED,
                                "Cannot swap: the shadow schema is not of migration " + id)
                        .withDetail("Schema " + plan.shadowSchema() + " does not exist or carries another mark.")
                        .withHint("Run the migration again."));
            }
            Duration stalled = new SwapTransaction(session, plan)
                    .exchange(
                            id.backupSchema(),
                            plan.shadowSchema(),
                            comment(plan.liveSchema(), marker.get().finalComment()));
            return new SwapReport(1, Duration.ZERO, stalled);
        }
    }

    @Override
    public boolean happened(Plan plan, MigrationId id) {
        try (Session session = Session.open(Side.DESTINATION, plan.destination())) {
            return SchemaSettings.find(session, id.backupSchema()).isPresent();
        }
    }

    @Override
    public void swapBack(Plan plan, MigrationId id, Progress progress) {
        try (Session session = Session.open(Side.DESTINATION, plan.destination())) {
            // the schema that comes back has kept its comment; the one that leaves is marked, so that it can be dropped
            ShadowMarker marker = new ShadowMarker(id.epochMillis(), List.of(), Optional.empty());
            new SwapTransaction(session, plan)
                    .exchange(
                            plan.shadowSchema(),
                            id.backupSchema(),
                            comment(plan.shadowSchema(), Optional.of(marker.text())));
        }
    }

    private static String comment(String schema, Optional<String> text) {
        return "COMMENT ON SCHEMA " + Identifiers.quote(schema) + " IS "
                + text.map(Identifiers::literal).orElse("NULL");
    }
}
