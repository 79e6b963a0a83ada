package dev.pgzm.cli;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import picocli.CommandLine.Command;

/** {@code pgzm start}: the whole migration in one go. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Replaces the destination's live schema with the source's.",
        description = {
            "Copies the source's schema and rows beside the destination's live schema,",
            "builds indexes and keys there, and then swaps the two in one short transaction.",
            "The former live schema stays as backup_<id>. What fails is undone."
        },
        footer = {
            "pgzm start --source postgresql://reader@old.example.com/shop \\",
            "    --dest postgresql://owner@new.example.com/shop"
        })
final class StartCommand extends CopyCommand {
    StartCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    MigrationReport run(Migrations engine, Plan plan, Progress progress) {
        return engine.start(plan, progress);
    }
}
