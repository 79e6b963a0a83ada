package dev.pgzm.cli;

import java.util.Locale;

/** Constants as programs read them. */
final class Words {
    private Words() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
