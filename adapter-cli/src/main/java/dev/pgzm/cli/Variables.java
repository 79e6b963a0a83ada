package dev.pgzm.cli;

import java.lang.reflect.Field;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Sets options by environment variables: each option by the one that its description names, in parentheses. */
final class Variables implements IDefaultValueProvider {
    private final Function<String, @Nullable String> environment;

    Variables(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable String defaultValue(ArgSpec argument) {
        if (argument instanceof OptionSpec option) {
            for (String name : option.names()) {
                String value = isTold(variable(name), option) ? environment.apply(variable(name)) : null;
                // an empty variable sets nothing
                if (value != null && !value.isEmpty()) {
                    return value;
                }
            }
        }
        return null;
    }

    private static String variable(String option) {
        return "PGZM_" + option.replaceFirst("^-+", "").replace('-', '_').toUpperCase(Locale.ROOT);
    }

    // asked of the annotation, since description() wants the default's value, which is being looked for
    private static boolean isTold(String variable, OptionSpec option) {
        return option.userObject() instanceof Field field
                && Stream.of(field.getAnnotationsByType(Option.class))
                        .flatMap(told -> Stream.of(told.description()))
                        .anyMatch(line -> line.contains("(" + variable + ")"));
    }
}
