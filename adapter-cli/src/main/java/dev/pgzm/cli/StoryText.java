package dev.pgzm.cli;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;

/** A story on the templates' pages, with every name escaped. */
final class StoryText {
    private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_{}\\[\\]<>|#~&!]");

    private StoryText() {}

    static String html(Story story) {
        return Mustache.compiler()
                .emptyStringIsFalse(true)
                .withLoader(name -> new StringReader(resource(name)))
                .compile(resource("report.html"))
                .execute(story);
    }

    static String markdown(Story story) {
        return Mustache.compiler()
                .emptyStringIsFalse(true)
                .withEscaper(StoryText::plain)
                .compile(resource("report.md"))
                .execute(story);
    }

    /** What GitHub shows as it stands, on one line. */
    private static String plain(String text) {
        return MARKDOWN.matcher(text.replaceAll("\\s+", " ")).replaceAll("\\\\$0");
    }

    private static String resource(String name) {
        try (InputStream in = StoryText.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
