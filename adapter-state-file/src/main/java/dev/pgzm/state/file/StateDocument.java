package dev.pgzm.state.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.state.ImmutableMigrationState;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import java.io.IOException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.TreeMap;

/**
 * The JSON document of a migration's state, the same in every store.
 *
 * <p>Its first member, {@code pgzmState}, is the format's version: readers refuse what they do not know.
 */
public final class StateDocument {
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private StateDocument() {}

    /** The document as UTF-8. */
    public static byte[] write(MigrationState state) {
        ObjectNode document = JSON.createObjectNode();
        document.put("pgzmState", FORMAT);
        document.put("id", state.id());
        document.put("version", state.version());
        document.put("status", state.status().name());
        document.put("source", state.source());
        document.put("destination", state.destination());
        document.put("database", state.database());
        ObjectNode durations = document.putObject("durations");
        new TreeMap<>(state.durations()).forEach((status, took) -> durations.put(status, took.toString()));
        state.failure().ifPresent(message -> document.put("failure", message));
        try {
            return JSON.writeValueAsBytes(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException with a sentence on what is wrong with it
     */
    public static MigrationState read(byte[] document) {
        try {
            return read(JSON.readTree(document));
        } catch (IOException damaged) {
            throw new IllegalArgumentException("it is not JSON", damaged);
        } catch (IllegalStateException | DateTimeParseException damaged) {
            throw new IllegalArgumentException("a member is missing or malformed: " + damaged.getMessage(), damaged);
        }
    }

    private static MigrationState read(JsonNode document) {
        int format = document.path("pgzmState").asInt();
        if (format != FORMAT) {
            throw new IllegalArgumentException(
                    format == 0 ? "it was not written by pgzm" : "its format " + format + " is newer than this pgzm");
        }
        ImmutableMigrationState.Builder state = ImmutableMigrationState.builder()
                .id(member(document, "id").asLong())
                .version(member(document, "version").asLong())
                .status(MigrationStatus.valueOf(member(document, "status").asText()))
                .source(member(document, "source").asText())
                .destination(member(document, "destination").asText())
                .database(member(document, "database").asText());
        document.path("durations")
                .properties()
                .forEach(each -> state.putDurations(
                        each.getKey(), Duration.parse(each.getValue().asText())));
        if (document.has("failure")) {
            state.failure(document.get("failure").asText());
        }
        return state.build();
    }

    private static JsonNode member(JsonNode document, String name) {
        JsonNode member = document.get(name);
        if (member == null || member.isNull()) {
            throw new IllegalArgumentException("its member " + name + " is missing");
        }
        return member;
    }
}
