package dev.pgzm.ports;

import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.progress.Finding;
import java.util.List;

/**
 * What a rollback would do now.
 *
 * @param backup what would become live
 * @param scope as what, and with which rows
 * @param findings what speaks against it: errors would refuse it
 */
public record RollbackPreview(Backup backup, RollbackScope scope, List<Finding> findings) {
    public RollbackPreview {
        findings = List.copyOf(findings);
    }
}
