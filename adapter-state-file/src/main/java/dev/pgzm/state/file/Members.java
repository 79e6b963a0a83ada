package dev.pgzm.state.file;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgzm.ports.plan.DatabaseUrl;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object, read with a sentence on the first that is missing or malformed. */
record Members(JsonNode object) {
    String text(String name) {
        JsonNode member = member(name);
        if (!member.isTextual()) {
            throw malformed(name, member.toString());
        }
        return member.asText();
    }

    long number(String name) {
        JsonNode member = member(name);
        if (!member.canConvertToExactIntegral() || !member.canConvertToLong()) {
            throw malformed(name, member.toString());
        }
        return member.asLong();
    }

    int integer(String name) {
        long number = number(name);
        if (number != (int) number) {
            throw malformed(name, Long.toString(number));
        }
        return (int) number;
    }

    boolean flag(String name) {
        JsonNode member = member(name);
        if (!member.isBoolean()) {
            throw malformed(name, member.toString());
        }
        return member.asBoolean();
    }

    <E extends Enum<E>> E choice(String name, Class<E> choices) {
        return parsed(name, text -> Enum.valueOf(choices, text));
    }

    Instant instant(String name) {
        return parsed(name, Instant::parse);
    }

    Duration duration(String name) {
        return parsed(name, Duration::parse);
    }

    /**
     * The member's text as a connection URL, complete in itself: what its writer's environment added is in it, and the
     * reader's adds nothing. No message quotes it, since somebody may have written a password into it.
     */
    DatabaseUrl url(String name, UnaryOperator<String> encoding) {
        String text = text(name);
        try {
            return DatabaseUrl.parse(encoding.apply(text), variable -> null);
        } catch (IllegalArgumentException unfit) {
            throw malformed(name, unfit.getMessage());
        }
    }

    /** The member's text as something else; a text that cannot be is malformed. */
    <T> T parsed(String name, Function<String, T> parser) {
        String text = text(name);
        try {
            return parser.apply(text);
        } catch (DateTimeParseException | IllegalArgumentException unfit) {
            throw malformed(name, text);
        }
    }

    /** What a reader of this object makes of a member that may be missing. */
    <T> Optional<T> optional(String name, Function<String, T> reader) {
        return object.has(name) ? Optional.of(reader.apply(name)) : Optional.empty();
    }

    Members members(String name) {
        JsonNode member = member(name);
        if (!member.isObject()) {
            throw malformed(name, member.toString());
        }
        return new Members(member);
    }

    Stream<Members> list(String name) {
        JsonNode member = member(name);
        if (!member.isArray()) {
            throw malformed(name, member.toString());
        }
        return StreamSupport.stream(member.spliterator(), false).map(Members::new);
    }

    /** A list of texts, each as something else. */
    <T> List<T> texts(String name, Function<String, T> parser) {
        List<T> result = new ArrayList<>();
        JsonNode member = member(name);
        for (JsonNode element : member) {
            try {
                result.add(parser.apply(element.asText()));
            } catch (IllegalArgumentException unfit) {
                throw malformed(name, element.asText());
            }
        }
        if (result.isEmpty()) {
            throw malformed(name, member.toString());
        }
        return result;
    }

    /** Every member, by name. */
    <T> Map<String, T> all(Function<String, T> reader) {
        Map<String, T> all = new TreeMap<>();
        object.fieldNames().forEachRemaining(name -> all.put(name, reader.apply(name)));
        return all;
    }

    private JsonNode member(String name) {
        JsonNode member = object.path(name);
        if (member.isMissingNode() || member.isNull()) {
            throw new IllegalArgumentException("its member " + name + " is missing");
        }
        return member;
    }

    private static IllegalArgumentException malformed(String name, @Nullable String value) {
        return new IllegalArgumentException("its member " + name + " is malformed: " + value);
    }
}
