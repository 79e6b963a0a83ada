package dev.pgzm.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement kept in a file of its own, with {@code $1}, {@code $2} for its parameters.
 *
 * @param jdbc the statement with a question mark for each use of a parameter
 * @param uses the parameter's number, from 1, for each question mark
 */
record Sql(String jdbc, List<Integer> uses) {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d)");

    /** psql's own way to take another file in, so that each file can be run with it. */
    private static final Pattern INCLUDED = Pattern.compile("(?m)^\\\\ir (\\w+)\\.sql$");

    /** Reads {@code <name>.sql} beside this class, with the files that it takes in by a line {@code \ir <other>.sql}. */
    static Sql file(String name) {
        return of(text(name));
    }

    private static String text(String name) {
        try (InputStream in = Sql.class.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalArgumentException("no such statement: " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return INCLUDED.matcher(text).replaceAll(each -> Matcher.quoteReplacement(text(each.group(1))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Sql of(String text) {
        List<Integer> uses = new ArrayList<>();
        StringBuilder jdbc = new StringBuilder();
        for (Token token : SqlLexer.tokens(text)) {
            Matcher parameter = PARAMETER.matcher(token.text());
            if (token.kind() == Token.Kind.PUNCTUATION && parameter.matches()) {
                uses.add(Integer.valueOf(parameter.group(1)));
                jdbc.append('?');
            } else if (token.kind() == Token.Kind.OPERATOR) {
                jdbc.append(token.text().replace("?", "??"));
            } else if (token.kind() != Token.Kind.COMMENT) {
                jdbc.append(token.text());
            }
        }
        return new Sql(jdbc.toString().strip(), uses);
    }
}
