package dev.pgzm.cli.settings;

import dev.pgzm.ports.error.MigrationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** Gives options that are not on the command line their values: a variable's, or else the settings' file's. */
public final class Settings implements IDefaultValueProvider {
    /** The option that names the file. */
    public static final String CONFIG = "--config";

    private static final String CONFIG_VARIABLE = "PGZM_CONFIG";
    private static final Set<String> NEEDS_NONE = Set.of("help", "--help", "-h", "--version", "-V");

    private final Function<String, @Nullable String> environment;
    private Optional<ConfigFile> file = Optional.empty();

    /**
     * Without a file, until {@link #read} finds one.
     *
     * @param environment gives a variable's value or null
     */
    public Settings(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * Reads the file that the arguments or the environment name, before the arguments are parsed. A command that only tells of
     * itself needs none.
     *
     * @throws MigrationException with {@code CONFIGURATION} and all that is wrong with the file
     */
    public void read(CommandLine program, String... arguments) {
        file = file(List.of(arguments)).map(path -> ConfigFile.read(path, Setting.all(program)));
    }

    /** The file that {@link #read} would read. */
    public Optional<Path> file(List<String> arguments) {
        if (arguments.isEmpty() || arguments.stream().anyMatch(NEEDS_NONE::contains)) {
            return Optional.empty();
        }
        return Stream.concat(inArguments(arguments).stream(), variable(CONFIG_VARIABLE).stream())
                .findFirst()
                .map(Path::of);
    }

    private static Optional<String> inArguments(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            if (arguments.get(i).startsWith(CONFIG + "=")) {
                return Optional.of(arguments.get(i).substring(CONFIG.length() + 1));
            }
            if (arguments.get(i).equals(CONFIG) && i + 1 < arguments.size()) {
                return Optional.of(arguments.get(i + 1));
            }
        }
        return Optional.empty();
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option)) {
            return null;
        }
        return Setting.variable(option)
                .flatMap(variable -> variable(variable).or(() -> inFile(Setting.key(option))))
                .orElse(null);
    }

    private Optional<String> inFile(String key) {
        return file.flatMap(each -> each.value(key)).map(ConfigFile.Value::text);
    }

    // an empty variable sets nothing
    private Optional<String> variable(String name) {
        return Optional.ofNullable(environment.apply(name)).filter(value -> !value.isEmpty());
    }

    /** Lets a command take all options that are settings, to tell of them. */
    public static void giveAllTo(CommandSpec telling, CommandLine program) {
        Setting.all(program).values().stream()
                .filter(setting -> telling.findOption(setting.key()) == null)
                .forEach(setting -> telling.addOption(setting.untold()));
    }

    /**
     * What is in force for a program's commands, and where it comes from.
     *
     * @param given the options of the command that tells of it
     */
    public List<InForce> inForce(CommandLine program, ParseResult given) {
        Collection<Setting> all = Setting.all(program).values();
        List<InForce> result = new ArrayList<>();
        for (Setting setting : all) {
            Optional<InForce> told = Optional.ofNullable(given.matchedOption(setting.key()))
                    .map(OptionSpec::<Object>getValue)
                    .map(value -> InForce.of(setting, value.toString(), "--" + setting.key()))
                    .or(() -> variable(setting.variable()).map(value -> InForce.of(setting, value, setting.variable())))
                    .or(() -> file.flatMap(each -> each.value(setting.key())
                            .map(value -> InForce.of(setting, value.text(), each.place(value.line())))));
            result.add(told.orElseGet(() -> new InForce(setting.key(), setting.standard(), "default")));
        }
        return List.copyOf(result);
    }
}
