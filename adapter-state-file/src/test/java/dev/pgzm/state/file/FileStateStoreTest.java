package dev.pgzm.state.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.ports.state.StateStoreContract;
import dev.pgzm.ports.state.ThisProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileStateStoreTest extends StateStoreContract {
    @TempDir
    private Path directory;

    @Override
    protected StateStore store(InstantSource clock) {
        return new FileStateStore(directory, clock);
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

        leavesOnlyTheDocument();
    }

    @Test
    void refusesADamagedLeaseAndLeavesItAlone() throws IOException {
        Path file = Files.writeString(directory.resolve(".migration-lease-shop.json"), "half a");

        assertThatThrownBy(() -> store().lease("shop", ThisProcess.holder(NOW), Duration.ofMinutes(1)))
                .hasMessage("Cannot use the lease file " + file + ": it is not JSON");
        assertThat(file).hasContent("half a");
    }

    @Test
    void leavesNoLeaseThatWasGivenBack() throws IOException {
        store().lease("shop", ThisProcess.holder(NOW), Duration.ofMinutes(1)).close();

        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void namesTheVersionThatAnotherRunHasSaved() {
        store().save(state("shop", 1));

        assertProblem(() -> store().save(state("shop", 3)))
                .returns(
                        "Cannot save the state: the file " + directory.resolve(".migration-state-shop.json")
                                + " was changed by another run",
                        Problem::message)
                .returns(
                        Optional.of("Version 1 of migration 1795000000000 is there, where version 2 was expected."),
                        Problem::detail)
                .returns(Optional.of("See where the migration stands with pgzm status."), Problem::hint);
    }

    @Test
    void namesTheDirectoryThatIsMissing() {
        Path missing = directory.resolve("missing");

        assertProblem(() -> new FileStateStore(missing, () -> NOW).save(state("shop", 1)))
                .returns(
                        "Cannot save the state in " + missing.resolve(".migration-state-shop.json")
                                + ": no such directory",
                        Problem::message)
                .returns(
                        Optional.of("Make sure that the directory is there, can be written to and has room,"
                                + " or name another place with --state."),
                        Problem::hint);
    }

    /** The device answers each write as a full disk does. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void leavesTheOldDocumentWholeWhereTheDiskIsFull() throws IOException {
        StateStore store = store();
        store.save(state("shop", 1));
        Path aside = directory.resolve(".migration-state-shop.json.new");
        Files.createSymbolicLink(aside, Path.of("/dev/full"));

        assertProblem(() -> store.save(state("shop", 2)))
                .returns(ErrorCode.STATE_CONFLICT, Problem::code)
                .returns(
                        "Cannot save the state in " + directory.resolve(".migration-state-shop.json")
                                + ": No space left on device",
                        Problem::message)
                .returns(Optional.empty(), Problem::outcome);
        assertThat(store().load("shop")).contains(state("shop", 1));
        leavesOnlyTheDocument();

        store.save(state("shop", 2));
        assertThat(store().load("shop")).contains(state("shop", 2));
    }

    private void leavesOnlyTheDocument() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files).containsExactly(directory.resolve(".migration-state-shop.json"));
        }
    }

    private static ObjectAssert<Problem> assertProblem(ThrowingCallable failing) {
        return assertThat(
                catchThrowableOfType(MigrationException.class, failing).problem());
    }
}
