package dev.pgzm.state.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What another process does between seeing a document and replacing it. */
class FileDocumentsTest {
    private static final DocumentName NAME = new DocumentName(DocumentName.Kind.STATE, "shop");

    @TempDir
    private Path directory;

    private FileDocuments documents;

    @BeforeEach
    void open() {
        documents = new FileDocuments(directory);
    }

    @Test
    void leaveWhatIsThereWhereNothingWasSeen() throws Exception {
        write("another's");

        assertThat(documents.replace(NAME, Optional.empty(), bytes("mine"))).isFalse();
        assertThat(path()).hasContent("another's");
    }

    @Test
    void leaveWhatIsNotWhatWasSeen() throws Exception {
        write("seen");
        Optional<Document> seen = documents.read(NAME);
        write("another's");

        assertThat(documents.replace(NAME, seen, bytes("mine"))).isFalse();
        assertThat(documents.remove(NAME, seen.orElseThrow())).isFalse();
        assertThat(path()).hasContent("another's");
    }

    @Test
    void leaveThePlaceEmptyOfWhatWasRemoved() throws Exception {
        write("seen");
        Optional<Document> seen = documents.read(NAME);
        Files.delete(path());

        assertThat(documents.replace(NAME, seen, bytes("mine"))).isFalse();
        assertThat(directory).isEmptyDirectory();
    }

    private Path path() {
        return directory.resolve(".migration-state-shop.json");
    }

    private void write(String text) throws Exception {
        Files.writeString(path(), text);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
