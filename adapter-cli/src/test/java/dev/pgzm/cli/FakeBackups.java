package dev.pgzm.cli;

import dev.pgzm.ports.BackupList;
import dev.pgzm.ports.Backups;
import dev.pgzm.ports.CleanupReport;
import dev.pgzm.ports.ImmutableVerificationReport;
import dev.pgzm.ports.RollbackPreview;
import dev.pgzm.ports.RollbackReport;
import dev.pgzm.ports.RollbackScope;
import dev.pgzm.ports.VerificationReport;
import dev.pgzm.ports.backup.Backup;
import dev.pgzm.ports.backup.BackupDependent;
import dev.pgzm.ports.backup.BackupOrigin;
import dev.pgzm.ports.backup.BackupSelection;
import dev.pgzm.ports.backup.ImmutableBackup;
import dev.pgzm.ports.backup.RowCounting;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Progress;
import dev.pgzm.ports.swap.SwapReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Backups that nobody has made: remembers what it was asked, and answers as it was told to. */
final class FakeBackups implements Backups {
    static final ImmutableBackup WHOLE = ImmutableBackup.builder()
            .id(Samples.ID)
            .origin(new BackupOrigin.Migration())
            .liveSchema("public")
            .tables(6)
            .rows(5_770_000)
            .bytes(539_187_814)
            .owned(true)
            .build();
    static final ImmutableBackup BY_HAND = WHOLE.withId(new MigrationId(1_722_614_400_000L))
            .withOrigin(new BackupOrigin.ByHand())
            .withLiveSchema(Optional.empty())
            .withDefect("a clean-up has begun to drop it, and was broken off")
            .withDependents(new BackupDependent("reports", "view reports.v uses table backup_1722614400000.t"));
    static final MigrationId NEW_ID = new MigrationId(Samples.ID.epochMillis() + 60_000);

    final List<String> calls = new ArrayList<>();
    final List<Object> arguments = new ArrayList<>();
    List<Backup> backups = List.of(WHOLE, BY_HAND);
    List<Finding> findings = List.of();
    RollbackScope scope = new RollbackScope("public", List.of(), List.of("goods", "orders"));
    CleanupReport cleanup = new CleanupReport(List.of(WHOLE), List.of(), List.of(BY_HAND));
    VerificationReport verification = ImmutableVerificationReport.builder()
            .backup(WHOLE)
            .comparedRows(true)
            .tablesRead(6)
            .indexesChecked(9)
            .took(Duration.ofMillis(1500))
            .build();

    private void asked(String method, Object argument) {
        calls.add(method);
        arguments.add(argument);
    }

    Object lastArgument() {
        return arguments.get(arguments.size() - 1);
    }

    @Override
    public BackupList list(DatabaseUrl destination, RowCounting counting) {
        asked("list", counting);
        return new BackupList(Samples.BEGUN.plus(Duration.ofHours(30)), backups);
    }

    @Override
    public Backup find(Target target) {
        asked("find", target);
        return WHOLE;
    }

    @Override
    public VerificationReport verify(Target target, Progress progress) {
        asked("verify", target);
        return verification;
    }

    @Override
    public RollbackPreview foretellRollback(Target target) {
        asked("foretellRollback", target);
        return new RollbackPreview(WHOLE, scope, findings);
    }

    @Override
    public RollbackReport rollback(Target target, Progress progress) {
        asked("rollback", target);
        return new RollbackReport(
                NEW_ID, Samples.ID, scope, Optional.of(new SwapReport(1, Duration.ofMillis(3), Duration.ofMillis(2))));
    }

    @Override
    public CleanupReport foretellCleanup(DatabaseUrl destination, BackupSelection selection) {
        asked("foretellCleanup", selection);
        return cleanup;
    }

    @Override
    public CleanupReport cleanup(Target target, BackupSelection selection, Progress progress) {
        asked("cleanup", selection);
        return cleanup;
    }
}
