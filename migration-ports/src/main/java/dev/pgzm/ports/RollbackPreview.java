package dev.pgzm.ports;

import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.progress.Finding;
import java.util.List;

/**
 * What a rollback would do now.
 *
 * @param backup what would become live
 * @param liveSchema the name that it would get, and that the schema loses which is live now
 * @param findings what speaks against it: errors would refuse it
 */
public record RollbackPreview(Backup backup, String liveSchema, List<Finding> findings) {
    public RollbackPreview {
        findings = List.copyOf(findings);
    }
}
