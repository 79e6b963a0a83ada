package dev.pgzm.state.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.state.StateStore;
import dev.pgzm.ports.state.StateStoreContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStateStoreTest extends StateStoreContract {
    @TempDir
    private Path directory;

    @Override
    protected StateStore store() {
        return new FileStateStore(directory);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            half a docu               | it is not JSON
            {"name": "somebody else"} | it was not written by pgzm
            {"pgzmState": 99}         | its format 99 is newer than this pgzm
            {"pgzmState": 1, "id": 5} | its member version is missing
            """)
    void refusesADamagedOrForeignDocumentAndLeavesItAlone(String document, String fault) throws IOException {
        Path file = Files.writeString(directory.resolve(".migration-state-shop.json"), document);

        assertThatThrownBy(() -> store().load("shop")).hasMessage("Cannot use the state file " + file + ": " + fault);
        assertThatThrownBy(() -> store().save(state("shop", 1))).hasMessageContaining(fault);
        assertThat(file).hasContent(document);
    }

    @Test
    void leavesNothingBesideTheDocument() throws IOException {
        store().save(state("shop", 1));

        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve(".migration-state-shop.json"));
        }
    }

    @Test
    void namesTheDirectoryThatCannotBeWritten() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> new FileStateStore(missing).save(state("shop", 1)))
                .hasMessageContaining("Cannot save the state in " + missing);
    }
}
