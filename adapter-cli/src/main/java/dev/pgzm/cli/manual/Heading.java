package dev.pgzm.cli.manual;

import java.lang.reflect.Field;
import java.util.Optional;
import picocli.CommandLine.Model.OptionSpec;

/** The headings under which a command's options are listed, in this order. */
public enum Heading {
    /** What is replaced, and by what. */
    DATABASES("The databases"),
    /** How the new schema is built. */
    COPY("The copy"),
    /** What it must not do to the servers meanwhile. */
    PROTECTION("The servers' protection"),
    /** How the new schema becomes live. */
    SWAP("The swap"),
    /** Where the tool keeps what it knows. */
    STATE("The state"),
    /** What is told while it runs, and at the end. */
    OUTPUT("What it tells"),
    /** All else. */
    GENERAL("In general");

    private final String text;

    Heading(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** As the option's field says, or else the class that declares it. */
    static Heading of(OptionSpec option) {
        if (option.userObject() instanceof Field field) {
            return Optional.ofNullable(field.getAnnotation(Under.class))
                    .or(() -> Optional.ofNullable(field.getDeclaringClass().getAnnotation(Under.class)))
                    .map(Under::value)
                    .orElse(GENERAL);
        }
        return GENERAL;
    }
}
