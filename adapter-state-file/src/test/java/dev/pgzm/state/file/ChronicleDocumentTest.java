package dev.pgzm.state.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The document; that every member comes back is in the contract of state stores. */
class ChronicleDocumentTest {
    private static final String GOLDEN = "chronicle-format-1.json";

    @Test
    void readsItsFormat() {
        Chronicle chronicle = ChronicleDocument.read(GoldenFile.bytes(GOLDEN));

        assertThat(chronicle.database()).isEqualTo("shop");
        Chapter chapter = chronicle.chapters().get(0);
        assertThat(chapter.undertaking()).isEqualTo(Undertaking.PREPARE);
        assertThat(chapter.problem().orElseThrow().code()).isEqualTo(ErrorCode.DESTINATION_FAILED);
        assertThat(chapter.spans().get(1).took()).isEqualTo(Duration.ofNanos(1_500_000));
        assertThat(chapter.moreWaits()).isEqualTo(3);
    }

    @Test
    void writesItsFormatByteForByte() {
        assertThat(ChronicleDocument.write(ChronicleDocument.read(GoldenFile.bytes(GOLDEN))))
                .asString(StandardCharsets.UTF_8)
                .isEqualTo(GoldenFile.text(GOLDEN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "pgzmChronicle" : 1      | "pgzmChronicle" : 2         | its format 2 is newer than this pgzm
            "finished" : true        | "finished" : "yes"          | its member finished is malformed: "yes"
            "undertaking"            | "undertaken"                | its member undertaking is missing
            "kind" : "BUILD"         | "kind" : "LOAF"             | its member kind is malformed: LOAF
            """)
    void namesWhatIsWrong(String part, String instead, String fault) {
        byte[] damaged = GoldenFile.text(GOLDEN).replace(part, instead).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ChronicleDocument.read(damaged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(fault);
    }

    @Test
    void refusesAPassword() {
        byte[] indiscreet =
                GoldenFile.text(GOLDEN).replace("//app@new", "//app:geheim@new").getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> ChronicleDocument.read(indiscreet))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("geheim");
    }
}
