package dev.pgzm.cli.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The schemas of docs/schema, which a text is compared with. */
public final class Schemas {
    private static final JsonSchema RESULT = read("result");
    private static final JsonSchema EVENT = read("event");

    private Schemas() {}

    /** A document, which is as the schema says. */
    public static JsonNode result(String text) {
        return valid(RESULT, text);
    }

    /** An event, likewise. */
    public static JsonNode event(String line) {
        return valid(EVENT, line);
    }

    private static JsonNode valid(JsonSchema schema, String text) {
        try {
            JsonNode json = new ObjectMapper().readTree(text);
            assertThat(schema.validate(json)).as(text).isEmpty();
            return json;
        } catch (JsonProcessingException malformed) {
            throw new AssertionError(text, malformed);
        }
    }

    private static JsonSchema read(String name) {
        try {
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(Files.readString(Path.of("..", "docs", "schema", name + ".json")));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
