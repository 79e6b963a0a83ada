package dev.pgzm.cli;

import dev.pgzm.ports.BackupList;
import dev.pgzm.ports.backup.RowCounting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgzm list}: the former live schemas that the destination has. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Lists the backups of the destination.",
        description = {
            "The newest first. A backup is a former live schema, whoever named it",
            "backup_<milliseconds since 1970>. Writes nothing, and may be asked at any time."
        },
        footer = {"pgzm list --dest postgresql://owner@new.example.com/shop"})
final class ListCommand extends EngineCommand {
    @Mixin
    private final DestinationOptions destination;

    @Option(names = "--exact", description = "Count the rows, instead of saying what the server estimates.")
    private boolean exact;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Mixin
    private final DryRunOption dryRun = new DryRunOption();

    ListCommand(Surroundings surroundings) {
        super(surroundings);
        this.destination = new DestinationOptions(surroundings.environment());
    }

    @Override
    public Integer call() {
        RowCounting counting = exact ? RowCounting.EXACT : RowCounting.ESTIMATED;
        BackupList list = backups(state).list(destination.url(), counting);
        String text = list.backups().isEmpty()
                ? destination.url().display() + " has no backup.\n"
                : BackupText.table(list, exact ? "" : "~");
        say(new Result(text + dryRun.ending(), BackupDocument.of(list, counting)));
        return 0;
    }
}
