package dev.pgzm.state.file;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Names a document in every place alike, whatever characters the database's name has. */
public record DocumentName(Kind kind, String database) {
    /** What is kept of a database. */
    public enum Kind {
        STATE,
        LEASE;

        /** The word for a person. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Such as {@code migration-state-shop.json}; without a slash. */
    public String fileName() {
        return "migration-" + kind + "-" + URLEncoder.encode(database, StandardCharsets.UTF_8) + ".json";
    }
}
