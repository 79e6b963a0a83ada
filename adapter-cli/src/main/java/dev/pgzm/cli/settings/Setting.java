package dev.pgzm.cli.settings;

import java.lang.reflect.Field;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * What can be set by an option, by a variable and by a key of the settings' file: every option whose description names a variable.
 *
 * @param key as the file calls it: the option without its dashes
 */
record Setting(String key, String variable, OptionSpec option) {
    private static final Pattern VARIABLE = Pattern.compile("\\((PGZM_\\w+)\\)$");
    private static final Pattern STANDARD = Pattern.compile(" Default: (.*?)\\.(?: +\\(PGZM_\\w+\\))?$");

    /** All that a program's commands know, by their keys. */
    static Map<String, Setting> all(CommandLine program) {
        Map<String, Setting> settings = new LinkedHashMap<>();
        for (CommandLine command : program.getSubcommands().values()) {
            command.getCommandSpec().options().stream()
                    .sorted(Comparator.comparingInt(OptionSpec::order))
                    .filter(option -> !key(option).equals("config"))
                    .forEach(option -> variable(option)
                            .ifPresent(variable ->
                                    settings.putIfAbsent(key(option), new Setting(key(option), variable, option))));
        }
        return settings;
    }

    /** The variable that an option can be set by. */
    static Optional<String> variable(ArgSpec argument) {
        return last(VARIABLE, description(argument));
    }

    /** The key that an option can be set by. */
    static String key(OptionSpec option) {
        return Stream.of(option.names())
                .filter(name -> name.startsWith("--"))
                .findFirst()
                .orElse(option.longestName())
                .substring(2);
    }

    /** What holds where nobody says anything, in words. */
    String standard() {
        return last(STANDARD, description(option)).orElse("none");
    }

    boolean takesAList() {
        return option.paramLabel().equals("NAMES");
    }

    /**
     * Why a value cannot be meant, as the option says it. Another option is not asked: what its variable says may be wrong, too.
     */
    Optional<String> fault(String text) {
        OptionSpec alone = OptionSpec.builder("--" + key)
                .type(option.type())
                .converters(option.converters())
                .arity("1")
                .build();
        try {
            new CommandLine(CommandSpec.create().addOption(alone))
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .parseArgs("--" + key + "=" + text);
            return Optional.empty();
        } catch (ParameterException wrong) {
            return Optional.of(String.valueOf(wrong.getMessage())
                    .replaceFirst("^Invalid value for option '(?:--)?([\\w-]+)'[^:]*:", "\"$1\":"));
        }
    }

    /** The option for a command that takes it, but does nothing by it. */
    OptionSpec untold() {
        return OptionSpec.builder(option.names())
                .paramLabel(option.paramLabel())
                .description(description(option))
                .type(String.class)
                .arity(option.arity().toString())
                .fallbackValue(option.fallbackValue())
                .hidden(true)
                .build();
    }

    private static Optional<String> last(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    // asked of the annotation, since description() wants the default's value, which may be what is looked for
    private static String description(ArgSpec argument) {
        return argument.userObject() instanceof Field field && field.getAnnotation(Option.class) != null
                ? String.join(" ", List.of(field.getAnnotation(Option.class).description()))
                : "";
    }
}
