package dev.pgzm.domain.preflight;

import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Short forms for rules. */
final class Findings {
    private static final int SHOWN = 5;

    private Findings() {}

    static Stream<Finding> errorIf(boolean condition, String what, String why, String remedy) {
        return condition ? Stream.of(new Finding(Severity.ERROR, what, why, remedy)) : Stream.empty();
    }

    static Stream<Finding> warningIf(boolean condition, String what, String why, String remedy) {
        return condition ? Stream.of(new Finding(Severity.WARNING, what, why, remedy)) : Stream.empty();
    }

    static Stream<Finding> infoIf(boolean condition, String what, String why) {
        return condition ? Stream.of(new Finding(Severity.INFO, what, why, "")) : Stream.empty();
    }

    /** A few names and how many more there are. */
    static String some(Collection<?> names) {
        String shown = names.stream().map(String::valueOf).sorted().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
    }
}
