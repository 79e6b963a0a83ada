package dev.pgzm.ports.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A table's name as psql's commands take it: folded to lower case but for what is in double quotes, with {@code *} and
 * {@code ?} outside of quotes for any letters, and perhaps with its schema.
 *
 * @param text as it was written
 */
public record TablePattern(String text) {
    /** Cuts a list at its commas, but for those in double quotes. */
    public static List<TablePattern> list(String commaSeparated) {
        List<TablePattern> patterns = new ArrayList<>();
        for (String text : commaSeparated.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1)) {
            patterns.add(new TablePattern(text.strip()));
        }
        return patterns;
    }

    /** One that means this table and no other. */
    public static TablePattern exactly(String relname) {
        return new TablePattern('"' + relname.replace("\"", "\"\"") + '"');
    }

    /**
     * @throws IllegalArgumentException if a part of the name is empty, or a quote is not closed
     */
    public TablePattern {
        List<Part> parts = parts(text);
        if (parts.size() > 2
                || parts.stream().anyMatch(part -> part.expression().isEmpty())) {
            throw new IllegalArgumentException("not a table's name: " + text);
        }
    }

    public boolean matchesSchema(String nspname) {
        List<Part> parts = parts(text);
        return parts.size() == 1 || Pattern.matches(parts.get(0).expression(), nspname);
    }

    public boolean matches(String relname) {
        return Pattern.matches(relname().expression(), relname);
    }

    /** The one name that this means; empty where letters are to be filled in. */
    public Optional<String> exactName() {
        return relname().open() ? Optional.empty() : Optional.of(relname().plain());
    }

    private Part relname() {
        List<Part> parts = parts(text);
        return parts.get(parts.size() - 1);
    }

    /**
     * What stands between dots.
     *
     * @param expression the regular expression
     * @param plain the letters themselves
     * @param open whether letters are to be filled in
     */
    private record Part(String expression, String plain, boolean open) {
        static final Part EMPTY = new Part("", "", false);

        Part with(char letter, boolean quoted) {
            if (!quoted && (letter == '*' || letter == '?')) {
                return new Part(expression + (letter == '*' ? ".*" : "."), plain, true);
            }
            String meant =
                    quoted ? String.valueOf(letter) : String.valueOf(letter).toLowerCase(Locale.ROOT);
            return new Part(expression + Pattern.quote(meant), plain + meant, open);
        }
    }

    private static List<Part> parts(String text) {
        List<Part> parts = new ArrayList<>();
        Part part = Part.EMPTY;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            boolean doubled = letter == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
            if (letter == '"' && !doubled) {
                quoted = !quoted;
            } else if (letter == '.' && !quoted) {
                parts.add(part);
                part = Part.EMPTY;
            } else {
                part = part.with(letter, quoted);
                i += doubled ? 1 : 0;
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is not closed: " + text);
        }
        parts.add(part);
        return parts;
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
