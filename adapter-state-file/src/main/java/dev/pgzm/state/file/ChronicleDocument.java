package dev.pgzm.state.file;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.plan.MigrationId;

/** The JSON document of a migration's chronicle, the same in every store. */
final class ChronicleDocument {
    private static final JsonFormat FORMAT = new JsonFormat("pgzmChronicle", 1);

    private ChronicleDocument() {}

    /** The document as UTF-8; the same bytes for the same chronicle. */
    static byte[] write(Chronicle chronicle) {
        ObjectNode document = FORMAT.start();
        document.put("id", chronicle.id().epochMillis());
        PlanDocument.write(chronicle.plan(), document.putObject("plan"));
        ArrayNode chapters = document.putArray("chapters");
        for (Chapter chapter : chronicle.chapters()) {
            ChapterDocument.write(chapter, chapters.addObject());
        }
        return FORMAT.write(document);
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException with a sentence on what is wrong with it
     */
    static Chronicle read(byte[] document) {
        Members members = FORMAT.read(document);
        return new Chronicle(
                new MigrationId(members.number("id")),
                PlanDocument.read(members.members("plan")),
                members.list("chapters").map(ChapterDocument::read).toList());
    }
}
