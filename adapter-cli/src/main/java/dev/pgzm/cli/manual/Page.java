package dev.pgzm.cli.manual;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** What there is to say of a command. Its header is the summary, in a line; its footer the example. */
final class Page {
    private final CommandSpec command;

    Page(CommandSpec command) {
        this.command = command;
    }

    /** Of a program and all of its commands. */
    static List<Page> all(CommandLine program) {
        Page main = new Page(program.getCommandSpec());
        return Stream.concat(Stream.of(main), main.commands().stream()).toList();
    }

    /** As it is typed. */
    String title() {
        return command.qualifiedName();
    }

    /** As a file or a manual page is called. */
    String fileName() {
        return command.qualifiedName("-");
    }

    String name() {
        return command.name();
    }

    /** Whether its arguments are commands. */
    boolean isHelp() {
        return command.helpCommand();
    }

    String summary() {
        return String.join(" ", command.usageMessage().header());
    }

    String description() {
        return String.join(" ", command.usageMessage().description());
    }

    List<String> example() {
        return List.of(command.usageMessage().footer());
    }

    /** What must be given, and that there is more. */
    String synopsis() {
        Stream<String> required = options(OptionSpec::required)
                .map(option -> new OptionEntry(option))
                .map(entry -> entry.names().get(0) + entry.value());
        Stream<String> positional = command.positionalParameters().stream().map(Page::positional);
        Stream<String> next = commands().isEmpty() ? positional : Stream.of("COMMAND");
        return Stream.of(Stream.of(title()), required, Stream.of("[OPTION]..."), next)
                .flatMap(each -> each)
                .collect(Collectors.joining(" "));
    }

    private static String positional(PositionalParamSpec parameter) {
        return parameter.required() ? parameter.paramLabel() : "[" + parameter.paramLabel() + "]";
    }

    Map<Heading, List<OptionEntry>> options() {
        return options(option -> !option.hidden())
                .collect(Collectors.groupingBy(
                        Heading::of,
                        () -> new EnumMap<>(Heading.class),
                        Collectors.mapping(OptionEntry::new, Collectors.toList())));
    }

    private Stream<OptionSpec> options(Predicate<OptionSpec> wanted) {
        return command.options().stream().filter(wanted).sorted(Comparator.comparingInt(OptionSpec::order));
    }

    List<Page> commands() {
        return command.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(each -> !each.usageMessage().hidden())
                .map(Page::new)
                .toList();
    }

    Map<String, String> exitCodes() {
        return command.usageMessage().exitCodeList();
    }
}
