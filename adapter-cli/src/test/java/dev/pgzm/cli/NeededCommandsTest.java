package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** A program that starts builds the commands that its arguments need, which nobody can tell from all of them. */
class NeededCommandsTest {
    private final Shell shell = new Shell();

    static Stream<String> names() {
        return new Shell().commands().getSubcommands().keySet().stream();
    }

    private Set<String> built(String... arguments) {
        return shell.commandsFor(arguments).getSubcommands().keySet();
    }

    private static String told(CommandLine commands, String... arguments) {
        StringWriter told = new StringWriter();
        PrintWriter lines = new PrintWriter(told);
        int exitCode = CommandLines.execute(commands.setOut(lines).setErr(lines), arguments);
        return exitCode + "\n" + told;
    }

    @Test
    void oneThatIsNamedIsBuiltAlone() {
        assertThat(built("status", "--json")).containsExactly("status");
        assertThat(built("--version")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "--help", "help", "config", "stats", "start --config pgzm.yaml", "start --config=pgzm.yaml"})
    void allAreWhereTheOthersMatter(String arguments) {
        assertThat(built(arguments.isEmpty() ? new String[0] : arguments.split(" ")))
                .isEqualTo(shell.commands().getSubcommands().keySet());
    }

    @Test
    void allAreWhereAVariableNamesAFile() {
        shell.environment.put("PGZM_CONFIG", "pgzm.yaml");

        assertThat(built("start")).isEqualTo(shell.commands().getSubcommands().keySet());
    }

    @ParameterizedTest
    @MethodSource("names")
    void itSaysTheSameAsAmongAll(String name) {
        for (String word : List.of("--help", "--version", "--hlep", "one-too-many")) {
            assertThat(told(shell.commandsFor(name, word), name, word)).isEqualTo(told(shell.commands(), name, word));
        }
    }
}
