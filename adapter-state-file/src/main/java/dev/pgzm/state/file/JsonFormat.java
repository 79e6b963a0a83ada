package dev.pgzm.state.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * One kind of this tool's JSON documents, so that what another program or a newer release wrote is never mistaken.
 *
 * @param marker the first member, whose value is the format's version
 * @param newest the version that is written
 */
record JsonFormat(String marker, int newest) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final DefaultIndenter INDENTER = new DefaultIndenter("  ", "\n");
    private static final ObjectWriter WRITER =
            JSON.writer(new DefaultPrettyPrinter().withObjectIndenter(INDENTER).withArrayIndenter(INDENTER));

    /** A document with its first member only. */
    ObjectNode start() {
        return JSON.createObjectNode().put(marker, newest);
    }

    /** The document as UTF-8, indented, with a line's end after it, the same on every system. */
    byte[] write(ObjectNode document) {
        try {
            return (WRITER.writeValueAsString(document) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The members of a document of this kind, of the newest format or an older one. */
    Members read(byte[] document) {
        JsonNode content = parse(document);
        JsonNode format = content.path(marker);
        if (!format.isIntegralNumber() || format.asLong() < 1) {
            throw new IllegalArgumentException("it was not written by pgzm");
        }
        if (format.asLong() > newest) {
            throw new IllegalArgumentException("its format " + format.asLong() + " is newer than this pgzm");
        }
        return new Members(content);
    }

    private static JsonNode parse(byte[] document) {
        try {
            JsonNode content = JSON.readTree(document);
            if (content.isMissingNode()) {
                throw new IllegalArgumentException("it is empty");
            }
            return content;
        } catch (IOException damaged) {
            throw new IllegalArgumentException("it is not JSON", damaged);
        }
    }
}
