package dev.pgzm.cli;

import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.plan.TablePattern;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which tables keep their rows in a rollback. */
@Under(Heading.SWAP)
final class KeepOption {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--keep-tables",
            paramLabel = "NAMES",
            description = "Tables that keep their current rows, with commas between them, as psql takes names:"
                    + " users,\"My Table\",log_*. Default: none.  (PGZM_KEEP_TABLES)")
    private @Nullable String tables;

    List<TablePattern> tables() {
        try {
            return tables == null ? List.of() : TablePattern.list(tables);
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(command.commandLine(), String.valueOf(wrong.getMessage()));
        }
    }
}
