package dev.pgzm.state.file;

/** A stored document as it was seen, so that only what was seen is replaced. */
public final class Document {
    private final byte[] content;
    private final String revision;

    /** @param revision what the place calls this content of the document; empty where it needs no name */
    public Document(byte[] content, String revision) {
        this.content = content;
        this.revision = revision;
    }

    public byte[] content() {
        return content;
    }

    public String revision() {
        return revision;
    }
}
