package dev.pgzm.cli;

import picocli.CommandLine.Option;

/** Looking before leaping, which every command offers that changes something. */
final class DryRunOption {
    /** How every dry run ends. */
    static final String ENDING = "Nothing was changed: this was a dry run.\n";

    @Option(
            names = "--dry-run",
            description = "Tell what would be done and what speaks against it; write nothing on either side.")
    private boolean asked;

    boolean isAsked() {
        return asked;
    }

    /** For a command that writes nothing in any case. */
    String ending() {
        return asked ? ENDING : "";
    }
}
