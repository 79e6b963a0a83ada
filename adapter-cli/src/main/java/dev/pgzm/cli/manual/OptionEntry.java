package dev.pgzm.cli.manual;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** One option, with its description taken apart: {@code "Meaning. Default: what.  (PGZM_VARIABLE)"}. */
final class OptionEntry {
    private static final Pattern DESCRIPTION =
            Pattern.compile("(?<meaning>.*?)(?: Default: (?<standard>.*?)\\.)?(?: +\\((?<variable>PGZM_\\w+)\\))?");
    private static final Pattern CHOICES = Pattern.compile("[a-z]+(?:\\|[a-z]+)+");

    /** What a value can name. */
    enum Files {
        DIRECTORIES,
        ALL
    }

    private final OptionSpec option;
    private final Matcher description;

    OptionEntry(OptionSpec option) {
        this.option = option;
        this.description = DESCRIPTION.matcher(String.join(" ", option.description()));
        if (!description.matches()) {
            throw new IllegalArgumentException("Cannot read the description of " + option.longestName());
        }
    }

    /** Short ones first. */
    List<String> names() {
        return Stream.of(option.names())
                .sorted(Comparator.comparing(name -> name.startsWith("--")))
                .toList();
    }

    boolean hasValue() {
        return option.arity().max() > 0;
    }

    boolean isValueOptional() {
        return hasValue() && option.arity().min() == 0;
    }

    /** What follows the name: {@code =URL}, {@code [=true|false]} or nothing. */
    String value() {
        if (!hasValue()) {
            return "";
        }
        return isValueOptional() ? "[=" + option.paramLabel() + "]" : "=" + option.paramLabel();
    }

    String valueName() {
        return option.paramLabel();
    }

    /** The values that may be given, where they are few. */
    List<String> choices() {
        return CHOICES.matcher(option.paramLabel()).matches()
                ? List.of(option.paramLabel().split("\\|", -1))
                : List.of();
    }

    /** Which files the value names, if it names files. */
    Optional<Files> files() {
        return switch (option.paramLabel()) {
            case "DIR" -> Optional.of(Files.DIRECTORIES);
            case "FILE" -> Optional.of(Files.ALL);
            default -> Optional.empty();
        };
    }

    String label() {
        return String.join(", ", names()) + value();
    }

    String meaning() {
        return description.group("meaning");
    }

    Optional<String> standard() {
        return Optional.ofNullable(description.group("standard"));
    }

    Optional<String> variable() {
        return Optional.ofNullable(description.group("variable"));
    }

    /** Default and variable, as sentences. */
    List<String> facts() {
        return Stream.of(standard().map("Default: %s."::formatted), variable().map("Variable: %s"::formatted))
                .flatMap(Optional::stream)
                .toList();
    }
}
