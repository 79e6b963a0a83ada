package dev.pgzm.postgres.testing;

import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the tests' server comes from, in the order of preference. */
public enum ServerKind {
    /** The one that TEST_PGHOST names. */
    GIVEN,
    /** A container, where Docker answers. */
    CONTAINER,
    /** The machine's own PostgreSQL programs. */
    LOCAL,
    /** Programs that Maven brings. */
    EMBEDDED;

    static ServerKind choose(
            Function<String, @Nullable String> environment, BooleanSupplier dockerAnswers, BooleanSupplier programs) {
        String host = environment.apply("TEST_PGHOST");
        if (host != null && !host.isEmpty()) {
            return GIVEN;
        }
        if (dockerAnswers.getAsBoolean()) {
            return CONTAINER;
        }
        return programs.getAsBoolean() ? LOCAL : EMBEDDED;
    }
}
