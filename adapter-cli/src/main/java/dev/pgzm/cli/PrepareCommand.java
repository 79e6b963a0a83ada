package dev.pgzm.cli;

import dev.pgzm.ports.MigrationReport;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.progress.Progress;
import picocli.CommandLine.Command;

/** {@code pgzm prepare}: all of a migration that takes time, and nothing that applications notice. */
@Command(
        name = "prepare",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Does all of a migration but the swap.",
        description = {
            "Copies the source's schema and rows beside the destination's live schema,",
            "builds indexes and keys there, and leaves them for 'pgzm swap'.",
            "The live schema is not touched."
        },
        footer = {
            "pgzm prepare --source postgresql://reader@old.example.com/shop \\",
            "    --dest postgresql://owner@new.example.com/shop"
        })
final class PrepareCommand extends CopyCommand {
    PrepareCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    MigrationReport run(Migrations engine, Plan plan, Progress progress) {
        return engine.prepare(plan, progress);
    }
}
