package dev.pgzm.domain.machine;

import dev.pgzm.ports.state.MigrationStatus;
import java.util.List;

/** The steps that build the shadow schema, in order. */
final class Preparation {
    static final List<MigrationStatus> STATUSES = List.of(
            MigrationStatus.VALIDATING,
            MigrationStatus.DUMPING,
            MigrationStatus.RESTORING,
            MigrationStatus.INDEXING,
            MigrationStatus.SYNCING);

    private Preparation() {}
}
