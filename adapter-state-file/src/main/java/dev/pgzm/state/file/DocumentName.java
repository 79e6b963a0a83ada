package dev.pgzm.state.file;

import dev.pgzm.ports.plan.MigrationId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names a document in every place alike, whatever characters the database's name has.
 *
 * @param migration whose it is, where a database has several
 */
public record DocumentName(Kind kind, String database, Optional<MigrationId> migration) {
    private static final Pattern MIGRATION = Pattern.compile("(\\d{1,18})\\.json");

    public DocumentName(Kind kind, String database) {
        this(kind, database, Optional.empty());
    }

    /** What is kept of a database. */
    public enum Kind {
        STATE,
        LEASE,
        CHRONICLE;

        /** The word for a person. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static DocumentName chronicle(String database, MigrationId id) {
        return new DocumentName(Kind.CHRONICLE, database, Optional.of(id));
    }

    /** Such as {@code migration-state-shop.json}; without a slash. */
    public String fileName() {
        return prefix() + migration.map(id -> "-" + id).orElse("") + ".json";
    }

    /** What the file names of the same kind and database begin with; those of others may, too. */
    public String prefix() {
        return "migration-" + kind + "-" + URLEncoder.encode(database, StandardCharsets.UTF_8);
    }

    /** The name of the same kind and database that a file name stands for; empty if it stands for none of a migration. */
    public Optional<DocumentName> named(String fileName) {
        String begin = prefix() + "-";
        if (!fileName.startsWith(begin)) {
            return Optional.empty();
        }
        Matcher id = MIGRATION.matcher(fileName.substring(begin.length()));
        return id.matches()
                ? Optional.of(
                        new DocumentName(kind, database, Optional.of(new MigrationId(Long.parseLong(id.group(1))))))
                : Optional.empty();
    }
}
