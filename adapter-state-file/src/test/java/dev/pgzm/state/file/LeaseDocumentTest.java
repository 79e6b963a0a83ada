package dev.pgzm.state.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.state.LeaseHolder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document; the rules of taking a lease are in the contract of state stores. */
class LeaseDocumentTest {
    private static final LeaseDocument LEASE = new LeaseDocument(
            new LeaseHolder("db-runner-2", 4711, "ada", Instant.parse("2026-11-22T12:00:00.123456Z")),
            Instant.parse("2026-11-22T12:00:30Z"));

    @Test
    void readsItsFormat() {
        assertThat(LeaseDocument.read(GoldenFile.bytes("lease-format-1.json"))).isEqualTo(LEASE);
    }

    @Test
    void writesItsFormatByteForByte() {
        assertThat(LEASE.write()).asString().isEqualTo(GoldenFile.text("lease-format-1.json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "pgzmLease" : 1 | "pgzmLease" : 2  | its format 2 is newer than this pgzm
            "pid" : 4711    | "pid" : "4711"   | its member pid is malformed: "4711"
            "user"          | "username"       | its member user is missing
            12:00:30Z       | noon             | its member until is malformed: 2026-11-22Tnoon
            """)
    void namesWhatIsWrong(String part, String instead, String fault) {
        byte[] damaged =
                GoldenFile.text("lease-format-1.json").replace(part, instead).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> LeaseDocument.read(damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fault);
    }
}
