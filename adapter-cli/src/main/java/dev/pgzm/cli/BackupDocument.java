package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.BackupList;
import dev.pgzm.ports.CleanupReport;
import dev.pgzm.ports.RollbackPreview;
import dev.pgzm.ports.RollbackReport;
import dev.pgzm.ports.RollbackScope;
import dev.pgzm.ports.VerificationReport;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupDependent;
import dev.pgzm.ports.backup.BackupOrigin;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.swap.SwapReport;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What the commands on backups say, for a program: every member is always there, and null where nothing is known. */
final class BackupDocument {
    private final ObjectNode document;

    private BackupDocument(String kind) {
        this.document = Result.document(kind);
    }

    static ObjectNode of(BackupList list, RowCounting counting) {
        BackupDocument result = new BackupDocument("backups");
        result.document.put("asked", list.asked().toString());
        result.document.put("rowsCounted", counting == RowCounting.EXACT);
        result.backups("backups", list.backups());
        return result.document;
    }

    /** Of a backup that would be read. */
    static ObjectNode of(Backup backup) {
        BackupDocument result = new BackupDocument("verificationForecast");
        result.document.put("dryRun", true);
        backup(result.document.putObject("backup"), backup);
        return result.document;
    }

    static ObjectNode of(VerificationReport report) {
        BackupDocument result = new BackupDocument("verification");
        backup(result.document.putObject("backup"), report.backup());
        result.document.put("comparedRows", report.comparedRows());
        result.document.put("tablesRead", report.tablesRead());
        result.document.put("indexesChecked", report.indexesChecked());
        strings(result.document.putArray("defects"), report.defects());
        strings(result.document.putArray("notes"), report.notes());
        result.document.put("tookMillis", report.took().toMillis());
        return result.document;
    }

    static ObjectNode of(RollbackPreview preview) {
        BackupDocument result = new BackupDocument("rollbackForecast");
        result.document.put("dryRun", true);
        backup(result.document.putObject("backup"), preview.backup());
        result.scope(preview.scope());
        result.document.set("findings", FindingDocument.of(preview.findings()));
        return result.document;
    }

    static ObjectNode of(RollbackReport report) {
        BackupDocument result = new BackupDocument("rollback");
        result.document.put("dryRun", false);
        result.document.put("promoted", report.promoted().epochMillis());
        result.document.put("replaced", report.id().epochMillis());
        result.scope(report.scope());
        Optional<SwapReport> swap = report.swap();
        result.document.put("attempts", swap.map(SwapReport::attempts).orElse(null));
        result.document.put(
                "waitedMillis", swap.map(each -> each.waited().toMillis()).orElse(null));
        result.document.put(
                "stalledMicros",
                swap.map(each -> each.stalled().toNanos() / 1000).orElse(null));
        return result.document;
    }

    private void scope(RollbackScope scope) {
        document.put("liveSchema", scope.liveSchema());
        strings(document.putArray("keptTables"), scope.kept());
        strings(document.putArray("outdatedTables"), scope.outdated());
    }

    /** Of a clean-up, or of what it would do. */
    static ObjectNode of(CleanupReport report, BackupSelection selection, DryRunOption dryRun) {
        BackupDocument result = new BackupDocument("cleanup");
        result.document.put("dryRun", dryRun.isAsked());
        result.document.put(
                "before",
                selection instanceof BackupSelection.Before before
                        ? before.instant().toString()
                        : null);
        result.backups("dropped", report.dropped());
        ArrayNode held = result.document.putArray("held");
        report.held().forEach(each -> {
            ObjectNode node = held.addObject();
            backup(node, each.backup());
            strings(node.putArray("reasons"), each.reasons());
        });
        result.backups("kept", report.kept());
        return result.document;
    }

    private void backups(String member, List<Backup> backups) {
        ArrayNode array = document.putArray(member);
        backups.forEach(backup -> backup(array.addObject(), backup));
    }

    private static void backup(ObjectNode node, Backup backup) {
        node.put("id", backup.id().epochMillis());
        node.put("schema", backup.nspname());
        node.put("replaced", backup.replaced().toString());
        node.put("origin", origin(backup.origin()));
        node.put(
                "rollbackTo",
                backup.origin() instanceof BackupOrigin.Rollback rollback
                        ? (Long) rollback.promoted().epochMillis()
                        : null);
        node.put("liveSchema", backup.liveSchema().orElse(null));
        node.put("tables", backup.tables());
        node.put("rows", backup.rows());
        node.put("bytes", backup.bytes());
        node.put("whole", backup.defect().isEmpty());
        node.put("defect", backup.defect().orElse(null));
        strings(
                node.putArray("dependents"),
                backup.dependents().stream().map(BackupDependent::what).toList());
    }

    private static String origin(BackupOrigin origin) {
        return origin.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static void strings(ArrayNode array, List<String> values) {
        values.forEach(array::add);
    }
}
