package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.ImmutableMigrationReport;
import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Standing;
import dev.pgzm.ports.catalog.MigrationRecord;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.Step;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Writes what a command did, for whoever asked for it. */
final class Reports {
    private Reports() {}

    static MigrationReport of(Run run, Duration took) {
        return with(run.record())
                .id(run.id())
                .plan(run.plan().withoutSecrets())
                .reached(run.goal())
                .took(took)
                .swap(run.swap())
                .build();
    }

    /** Of a migration that had come to its goal before the command. */
    static MigrationReport ofEnded(Situation situation) {
        ImmutableMigrationReport.Builder report = with(situation.record());
        if (situation.record().isEmpty()) {
            Map<String, Long> figures = situation.state().stream()
                    .flatMap(state -> state.steps().stream())
                    .filter(step -> step.status() == MigrationStatus.RESTORING)
                    .reduce((earlier, later) -> later)
                    .map(Step::figures)
                    .orElse(Map.of());
            report.tables(figures.getOrDefault("tables", 0L).intValue())
                    .rows(figures.getOrDefault("rows", 0L))
                    .bytes(figures.getOrDefault("bytes", 0L));
        }
        return report.id(situation.id().orElseThrow())
                .plan(situation.plan().withoutSecrets())
                .reached(situation.standing() == Standing.COMPLETED ? Goal.COMPLETED : Goal.PREPARED)
                .took(Duration.ZERO)
                .build();
    }

    private static ImmutableMigrationReport.Builder with(Optional<MigrationRecord> record) {
        return ImmutableMigrationReport.builder()
                .tables(record.map(MigrationRecord::tables).orElse(0))
                .rows(record.map(MigrationRecord::rows).orElse(0L))
                .bytes(record.map(MigrationRecord::bytes).orElse(0L));
    }
}
