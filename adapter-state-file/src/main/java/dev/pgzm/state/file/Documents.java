package dev.pgzm.state.file;

import java.util.List;
import java.util.Optional;

/**
 * A place of documents, each replaced only by who has seen what it replaces.
 *
 * <p>All methods fail with {@link dev.pgzm.ports.error.ErrorCode#STATE_CONFLICT}.
 */
public interface Documents {
    /** Where a document is, for a person: {@code file /srv/.migration-state-shop.json}. */
    String describe(DocumentName name);

    /** The document as it is now, whole. */
    Optional<Document> read(DocumentName name);

    /**
     * Replaces a document atomically and durably. After a failure the old one or the new one is there.
     *
     * @param seen as it was read; empty where there was none
     * @return false if what is there is not what was seen; nothing is changed then
     */
    boolean replace(DocumentName name, Optional<Document> seen, byte[] content);

    /**
     * Removes a document.
     *
     * @return false if what is there is not what was seen; nothing is changed then
     */
    boolean remove(DocumentName name, Document seen);

    /** The names of the documents of this kind and database that each are a migration's, in no order. */
    List<DocumentName> list(DocumentName name);
}
