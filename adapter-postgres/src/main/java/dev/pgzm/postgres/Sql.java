package dev.pgzm.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A statement kept in a file of its own, with {@code $1}, {@code $2} for its parameters.
 *
 * @param text as it was written, without its comments
 * @param jdbc the statement with a question mark for each use of a parameter
 * @param uses the parameter's number, from 1, for each question mark
 */
record Sql(String text, String jdbc, List<Integer> uses) {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d)");

    /** psql's own way to take another file in, so that each file can be run with it. */
    private static final Pattern INCLUDED = Pattern.compile("(?m)^\\\\ir (\\w+)\\.sql$");

    /** Reads {@code <name>.sql} beside this class, with the files that it takes in by a line {@code \ir <other>.sql}. */
    static Sql file(String name) {
        return of(read(name));
    }

    private static String read(String name) {
        try (InputStream in = Sql.class.getResourceAsStream(name + ".sql")) {
            if (in == null) {
                throw new IllegalArgumentException("no such statement: " + name);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return INCLUDED.matcher(text).replaceAll(each -> Matcher.quoteReplacement(read(each.group(1))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Sql of(String text) {
        List<Integer> uses = new ArrayList<>();
        StringBuilder written = new StringBuilder();
        StringBuilder jdbc = new StringBuilder();
        for (Token token : SqlLexer.tokens(text)) {
            Optional<Integer> parameter = parameter(token);
            if (token.kind() != Token.Kind.COMMENT) {
                written.append(token.text());
            }
            if (parameter.isPresent()) {
                uses.add(parameter.get());
                jdbc.append('?');
            } else if (token.kind() == Token.Kind.OPERATOR) {
                jdbc.append(token.text().replace("?", "??"));
            } else if (token.kind() != Token.Kind.COMMENT) {
                jdbc.append(token.text());
            }
        }
        return new Sql(written.toString().strip(), jdbc.toString().strip(), uses);
    }

    /** The statement with literals for its parameters, for a script that cannot have any. */
    String inlined(String... values) {
        return SqlLexer.tokens(text).stream()
                .map(token -> parameter(token)
                        .map(number -> Identifiers.literal(values[number - 1]))
                        .orElse(token.text()))
                .collect(Collectors.joining());
    }

    private static Optional<Integer> parameter(Token token) {
        Matcher parameter = PARAMETER.matcher(token.text());
        return token.kind() == Token.Kind.PUNCTUATION && parameter.matches()
                ? Optional.of(Integer.valueOf(parameter.group(1)))
                : Optional.empty();
    }
}
