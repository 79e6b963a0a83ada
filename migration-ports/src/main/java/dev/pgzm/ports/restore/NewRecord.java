package dev.pgzm.ports.restore;

import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.MigrationId;

/**
 * What a migration's record says from its first moment on, besides what the plan and the contents say.
 *
 * @param lineage see {@link dev.pgzm.ports.catalog.DatabaseFacts#lineage}
 * @param fingerprint see {@link dev.pgzm.ports.catalog.MigrationRecord#fingerprint}
 */
public record NewRecord(MigrationId id, Goal goal, String lineage, String fingerprint) {}
