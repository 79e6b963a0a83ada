package dev.pgzm.ports.chronicle;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Plan;
import java.util.List;

/**
 * What is told of one migration afterwards, however it ended. Nothing is decided by it.
 *
 * @param plan what was asked for; never holds a password
 * @param chapters one a run, the oldest first; there is at least one
 */
public record Chronicle(MigrationId id, Plan plan, List<Chapter> chapters) {
    public Chronicle {
        chapters = List.copyOf(chapters);
        if (plan.holdsSecrets()) {
            throw new IllegalArgumentException("a chronicle must not hold a password");
        }
        if (chapters.isEmpty()) {
            throw new IllegalArgumentException("a chronicle is about at least one run");
        }
    }

    /** The destination's database name, under which it is kept. */
    public String database() {
        return plan.destination().database();
    }
}
