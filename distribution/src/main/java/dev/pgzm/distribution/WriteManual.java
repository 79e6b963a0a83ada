package dev.pgzm.distribution;

import dev.pgzm.cli.manual.Manual;
import java.io.IOException;
import java.nio.file.Path;

/** A step of the build: writes the completions and manual pages that the packages hold. */
public final class WriteManual {
    private WriteManual() {}

    /** Writes into the directory that is named. */
    public static void main(String[] arguments) throws IOException {
        new Manual(Main.commands()).write(Path.of(arguments[0]));
    }
}
