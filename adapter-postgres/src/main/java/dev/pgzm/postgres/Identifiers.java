package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.RelationName;
import java.util.Collection;
import java.util.stream.Collectors;

/** The one place where names and values become SQL text. */
final class Identifiers {
    private Identifiers() {}

    /** Always quoted, so that keywords and case need no thought. */
    static String quote(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String qualified(String nspname, String relname) {
        return quote(nspname) + "." + quote(relname);
    }

    static String qualified(RelationName name) {
        return qualified(name.nspname(), name.relname());
    }

    static String list(Collection<String> names) {
        return names.stream().map(Identifiers::quote).collect(Collectors.joining(", "));
    }

    /** A string constant that reads the same whatever {@code standard_conforming_strings} says. */
    static String literal(String value) {
        String quoted = "'" + value.replace("'", "''").replace("\\", "\\\\") + "'";
        return value.indexOf('\\') < 0 ? quoted : " E" + quoted;
    }

    /** The name that an identifier token stands for: folded to lower case unless quoted. */
    static String unquote(String token) {
        return token.startsWith("\"")
                ? token.substring(1, token.length() - 1).replace("\"\"", "\"")
                : token.toLowerCase(java.util.Locale.ROOT);
    }
}
