package dev.pgzm.ports.restore;

import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.MigrationId;
import java.util.List;
import org.immutables.value.Value;

/** What a migration's record says from its first moment on, besides what the plan and the contents say. */
@Value.Immutable
public interface NewRecord {
    MigrationId id();

    Goal goal();

    /** See {@link dev.pgzm.ports.catalog.DatabaseFacts#lineage}. */
    String lineage();

    /** See {@link dev.pgzm.ports.catalog.MigrationRecord#fingerprint}. */
    String fingerprint();

    /** See {@link dev.pgzm.ports.catalog.MigrationRecord#keptTypes}. */
    List<TypeIdentity> keptTypes();
}
