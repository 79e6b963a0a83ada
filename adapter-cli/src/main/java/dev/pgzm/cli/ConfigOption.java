package dev.pgzm.cli;

import dev.pgzm.cli.settings.Settings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The file of settings. It is read before the options are, so that this one only has its place among them. */
final class ConfigOption {
    @Option(
            names = Settings.CONFIG,
            paramLabel = "FILE",
            description =
                    "A file of settings in YAML, whose keys are the options' names. Default: none.  (PGZM_CONFIG)")
    @SuppressWarnings("UnusedVariable")
    private @Nullable Path file;
}
