package dev.pgzm.cli;

import picocli.CommandLine.Command;

/** The command {@code pgzm} itself, which only leads to the others. */
@Command(
        name = "pgzm",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        header = "Replaces a live PostgreSQL database's contents with a copy of another's.",
        description = {
            "The source is copied beside the destination's live schema, and the two are",
            "swapped in one transaction of a few milliseconds: the applications on either",
            "side do not notice. 'pgzm help COMMAND' tells more about a command."
        },
        footer = {
            "pgzm start --source postgresql://reader@old.example.com/shop \\",
            "    --dest postgresql://owner@new.example.com/shop"
        },
        exitCodeList = {
            "0:done",
            "1:a defect of the tool",
            "2:usage: an option that does not exist or does not parse",
            "3:configuration: a setting that cannot be used here",
            "4:preflight: a reason not to begin, not to swap or not to drop a backup, which nothing was done to",
            "5:the source failed; the live schema is untouched",
            "6:the destination failed; the live schema is untouched",
            "7:the swap did not get its locks in time; a retry is safe",
            "8:the connection was lost while the swap committed, and the destination could not be asked",
            "9:the new schema is not what the source holds; it was swapped back, unless the error says otherwise;"
                    + " or a backup is not what it was",
            "10:another run owns the destination, nothing is prepared, or the stored state cannot be used",
            "130:interrupted, by Ctrl-C or SIGTERM"
        })
final class PgzmCommand {}
