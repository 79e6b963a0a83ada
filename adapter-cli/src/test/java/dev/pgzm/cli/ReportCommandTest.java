package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgzm.cli.testing.Schemas;
import dev.pgzm.ports.chronicle.ImmutableChapter;
import dev.pgzm.ports.chronicle.Span;
import dev.pgzm.ports.chronicle.Undertaking;
import dev.pgzm.ports.plan.Target;
import dev.pgzm.ports.progress.WorkKind;
import dev.pgzm.ports.state.MigrationStatus;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class ReportCommandTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path directory;

    private Shell.Result run(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "report";
        arguments[1] = "--dest";
        arguments[2] = Samples.DESTINATION;
        System.arraycopy(options, 0, arguments, 3, options.length);
        return shell.run(arguments);
    }

    private String html() {
        Path file = directory.resolve("report.html");
        Shell.Result result = run("--html", file.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("Wrote " + file + "\n");
        try {
            return Files.readString(file);
        } catch (IOException missing) {
            throw new AssertionError(missing);
        }
    }

    /** The page is written as XML too, so that a parser can say whether a name has broken out. */
    private static Document parsed(String html) {
        String xml = html.replaceFirst("<!DOCTYPE html>\\s*", "").replaceAll("<meta ([^>]*)>", "<meta $1/>");
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(xml)));
        } catch (SAXException | IOException | ParserConfigurationException broken) {
            throw new AssertionError(html, broken);
        }
    }

    @Test
    void printsMarkdownWhereNoFileIsNamed() {
        Shell.Result result = run();

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("## The new schema is live.\n")
                .contains("- **5,770,000** rows copied")
                .contains("- **2 ms** writers were held off")
                .contains("| preflight | 1.5 s |  |")
                .contains("| orders | 400.0 MB | 5,000,000 | 300.0 MB | 8.0 s | 37.5 MB/s |")
                .contains("and 4 more tables")
                .contains("\n      pgzm rollback --timestamp " + Samples.ID
                        + " --dest postgresql://owner@new.example.com:5432/shop");
    }

    @Test
    void asksForTheMigrationThatIsMeant() {
        run("--timestamp", "42");

        Target target = shell.engine.target();
        assertThat(target.id().orElseThrow().epochMillis()).isEqualTo(42);
    }

    @Test
    void writesAPageThatNeedsNothingElse() {
        String html = html();

        assertThat(html)
                .contains("<h1>The new schema is live.</h1>")
                .contains("prefers-color-scheme: dark")
                .contains("@media print")
                .contains("PostgreSQL 14.2, UTF8, as role reader")
                .contains("It was made in attempt 2, after 300 ms of waiting for locks.")
                .contains("waited for pid 4711 of app")
                .contains("and 4 smaller tables")
                .doesNotContain("src=", "href=", "url(", "@import", "{{");
        assertThat(html.split("a transaction is 2 h old", -1)).as("told once").hasSize(2);
    }

    @Test
    void drawsEachWorkersTasks() {
        NodeList bars = parsed(html()).getElementsByTagName("rect");

        assertThat(bars.getLength()).isEqualTo(3 + 3);
        Element orders = (Element) bars.item(3);
        assertThat(orders.getAttribute("class")).isEqualTo("copy");
        assertThat(Double.parseDouble(orders.getAttribute("x"))).isEqualTo(76 + 924 * 2 / 13.0, offset(0.1));
        assertThat(Double.parseDouble(orders.getAttribute("width"))).isEqualTo(924 * 8 / 13.0, offset(0.1));
        assertThat(bars.item(5).getTextContent()).isEqualTo("build 37 tasks, 500 ms");
    }

    @Test
    void escapesWhateverNamesHold() {
        Document page = parsed(html());

        assertThat(page.getElementsByTagName("script").getLength()).isZero();
        assertThat(page.getElementsByTagName("main").item(0).getTextContent())
                .contains(ChronicleSamples.EVIL.replace("public.", ""));
        assertThat(run().out())
                .contains("\\</title\\>\\<script\\>alert('1')\\</script\\>\\|\\`\\*\\_\\[x\\](y)\\&amp;")
                .doesNotContain("<script>");
    }

    @Test
    void tellsWhyARunFailed() {
        ImmutableChapter failed = ChronicleSamples.chapter(Undertaking.START, MigrationStatus.UNDONE)
                .problem(ChronicleSamples.failure())
                .addSteps(Samples.step(MigrationStatus.INDEXING, 1, Map.of()))
                .addSpans(
                        new Span(1, WorkKind.BUILD, "index public.i", 1, Duration.ZERO, Duration.ofSeconds(13), false))
                .build();
        shell.engine.chronicle = ChronicleSamples.of(failed);

        String html = html();

        assertThat(html)
                .contains("<h1>It failed, and was undone.</h1>", "class=\"bad\"", "Make room.", "SQLSTATE 53100")
                .contains("Cannot build index &quot;&lt;b&gt;&quot;: no space left")
                .contains("<p class=\"lead reason\">Cannot build index")
                .contains("build index public.i, 13.0 s, not ended")
                .contains("had not ended</span>");
        assertThat(run().out()).contains("> **Cannot build index \"\\<b\\>\": no space left**\n>\n> SQLSTATE 53100\n");
    }

    @ParameterizedTest
    @EnumSource(MigrationStatus.class)
    void hasAWordForEveryEnd(MigrationStatus status) {
        shell.engine.chronicle = ChronicleSamples.of(ChronicleSamples.chapter(Undertaking.RESUME, status)
                .ended(false)
                .build());

        assertThat(html()).containsPattern("<h1>[A-Z][^<]+</h1>");
        assertThat(run().out()).startsWith("## ");
    }

    @Test
    void tellsPrograms() {
        Path file = directory.resolve("report.md");
        JsonNode document =
                Schemas.result(run("--markdown", file.toString(), "--json").out());

        assertThat(document.get("files").get(0).textValue()).isEqualTo(file.toString());
        assertThat(document.get("runs")).hasSize(2);
        assertThat(document.get("runs").get(0).get("work").get(2).get("object").isNull())
                .isTrue();
        shell.engine.chronicle = ChronicleSamples.of(ChronicleSamples.swap()
                .problem(ChronicleSamples.failure())
                .status(MigrationStatus.PREPARED)
                .build());
        assertThat(Schemas.result(run("--json").out())
                        .get("runs")
                        .get(0)
                        .get("error")
                        .get("exitCode")
                        .intValue())
                .isEqualTo(6);
    }

    @Test
    void saysThatAFileCannotBeWritten() {
        Shell.Result result =
                run("--html", directory.resolve("none/report.html").toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("ERROR:  Cannot write the report to ")
                .contains("Nothing was changed.");
    }
}
