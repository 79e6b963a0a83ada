package dev.pgzm.cli;

import picocli.CommandLine.Command;

/** The command {@code pgzm} itself, which only leads to the others. */
@Command(
        name = "pgzm",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Replaces the contents of a live PostgreSQL database with a copy of another one,",
            "without the applications on either side noticing."
        },
        footer = {"", "Run 'pgzm COMMAND --help' for the options of a command."})
final class PgzmCommand {}
