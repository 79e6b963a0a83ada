package dev.pgzm.cli;

import picocli.CommandLine.Option;

/** Speaking to a program instead of a person. */
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON document.")
    private boolean asked;

    boolean isAsked() {
        return asked;
    }
}
