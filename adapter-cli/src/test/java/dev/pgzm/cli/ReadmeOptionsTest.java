package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the README says of the options is so: each has one row, which names its variable and its commands. */
class ReadmeOptionsTest {
    private static final Pattern ROW = Pattern.compile(
            "^\\| (?:`-\\w`, )?`(--[a-z0-9-]+)[^`]*` \\| (?:`(\\w+)` )?\\|[^|]*\\| ([^|]*) \\|", Pattern.MULTILINE);
    private static final Pattern VARIABLE = Pattern.compile("\\((PGZM_\\w+)\\)");

    private final Map<String, CommandLine> commands = new Shell().commands().getSubcommands();

    @Test
    void listsEveryOptionOfEveryCommandOnce() throws IOException {
        List<String> rows = ROW.matcher(Files.readString(Path.of("..", "README.md")))
                .results()
                .map(row -> text(row.group(1), row.group(2), row.group(3)))
                .toList();

        assertThat(rows).containsExactlyInAnyOrderElementsOf(options());
    }

    private List<String> options() {
        Map<String, List<String>> users = new TreeMap<>();
        commands.forEach((name, command) -> command.getCommandSpec().options().stream()
                .filter(option -> !option.usageHelp() && !option.versionHelp())
                .forEach(option -> users.computeIfAbsent(
                                name(option) + " " + variable(option), each -> new ArrayList<>())
                        .add(name)));
        return users.entrySet().stream()
                .map(each -> each.getKey() + " in " + used(each.getValue()))
                .toList();
    }

    private static String name(OptionSpec option) {
        return Arrays.stream(option.names())
                .filter(name -> name.startsWith("--"))
                .findFirst()
                .orElseThrow();
    }

    private static String variable(OptionSpec option) {
        return VARIABLE.matcher(String.join(" ", option.description()))
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElse("");
    }

    private String used(List<String> names) {
        long all = commands.values().stream()
                .filter(command -> !command.getCommandSpec().helpCommand())
                .count();
        if (names.size() == all) {
            return "all";
        }
        return names.size() == all - 1 && !names.contains("config") ? "all but config" : String.join(", ", names);
    }

    private static String text(String option, @Nullable String variable, String commands) {
        return option + " " + (variable == null ? "" : variable) + " in " + commands;
    }
}
