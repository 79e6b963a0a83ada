package dev.pgzm.ports;

import java.util.List;

/**
 * Which rows applications find after a rollback.
 *
 * @param liveSchema the name that the backup gets, and that the schema loses which is live before
 * @param kept tables with their rows as they are
 * @param outdated tables with the backup's rows: what was written since it was replaced is not visible
 */
public record RollbackScope(String liveSchema, List<String> kept, List<String> outdated) {
    public RollbackScope {
        kept = List.copyOf(kept);
        outdated = List.copyOf(outdated);
    }
}
