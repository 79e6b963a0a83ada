package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code pgzm report}: what a migration's runs did, for those who were not there. */
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Writes a report of a migration, however it ended.",
        description = {
            "What was asked, the outcome, when each worker did what, the tables, how long",
            "the swap held writers off, and what was found. All is read from where the state",
            "is kept: neither database is asked. Without a file, Markdown is printed."
        },
        footer = {"pgzm report --html report.html --dest postgresql://owner@new.example.com/shop"})
final class ReportCommand extends EngineCommand {
    @Mixin
    private final TargetOptions options;

    @Mixin
    private final StateOptions state = new StateOptions();

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description = "Write one HTML page, which needs no other file, and no network.")
    @Under(Heading.OUTPUT)
    private @Nullable Path html;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Write Markdown, as for a pull request. Default: print it, unless --html is given.")
    @Under(Heading.OUTPUT)
    private @Nullable Path markdown;

    ReportCommand(Surroundings surroundings) {
        super(surroundings);
        this.options = new TargetOptions(surroundings.environment());
    }

    @Override
    public Integer call() {
        Chronicle chronicle = engine(state).chronicle(options.target().build());
        Story story = new Story(chronicle);
        ObjectNode document = new ChronicleDocument(chronicle).document();
        ArrayNode files = document.putArray("files");
        StringBuilder written = new StringBuilder();
        if (html != null) {
            write(html, StoryText.html(story));
            tell(html, written, files);
        }
        if (markdown != null) {
            write(markdown, StoryText.markdown(story));
            tell(markdown, written, files);
        }
        say(new Result(written.isEmpty() ? StoryText.markdown(story) : written.toString(), document));
        return 0;
    }

    private static void tell(Path file, StringBuilder written, ArrayNode files) {
        written.append("Wrote ").append(file).append('\n');
        files.add(file.toString());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException failed) {
            throw new MigrationException(
                    Problem.of(ErrorCode.CONFIGURATION, "Cannot write the report to " + file + ": " + failed)
                            .withHint("Name another file.")
                            .withOutcome("Nothing was changed."),
                    failed);
        }
    }
}
