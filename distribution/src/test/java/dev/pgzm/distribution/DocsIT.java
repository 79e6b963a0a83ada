package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.cli.CommandLines;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every command that a page shows does what the page says, in the order of the page, on databases of its own. */
@Timeout(240)
class DocsIT {
    private static final Path ROOT = Path.of("..");

    /** What this does not run, and who does. */
    private static final Map<String, String> ELSEWHERE = Map.of(
            "./pgzm demo", "EndToEndIT runs the demo",
            "mvn verify", "runs this",
            "mvn -DskipTests package", "is a part of that",
            "tar -xzf", "the build unpacks what PackagesIT and others run",
            "pgzm demo", "EndToEndIT runs the demo");

    /** What must have happened before the example on a command's page. */
    private static final Map<String, String> BEFORE = Map.of(
            "pgzm-swap.md", "pgzm prepare",
            "pgzm-abort.md", "pgzm prepare",
            "pgzm-resume.md", "pgzm prepare",
            "pgzm-report.md", "pgzm start",
            "pgzm-verify.md", "pgzm start",
            "pgzm-rollback.md", "pgzm start",
            "pgzm-cleanup.md", "pgzm start");

    @TempDir
    private Path directory;

    @TestFactory
    Stream<DynamicTest> everyCommandOfEveryPageRuns() throws IOException {
        return pages().stream()
                .map(page -> DynamicTest.dynamicTest(ROOT.relativize(page).toString(), () -> run(page)));
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
            Stream<Path> all = Stream.concat(Stream.of(ROOT.resolve("README.md")), files);
            return all.filter(file -> file.toString().endsWith(".md")).sorted().toList();
        }
    }

    private void run(Path page) throws IOException {
        String name = String.valueOf(page.getFileName());
        List<DocBlock> blocks = DocBlock.of(Files.readString(page));
        if (blocks.stream().allMatch(block -> isElsewhere(block.lines()))) {
            return;
        }
        Scenery scenery = new Scenery(Files.createDirectory(directory.resolve(name)));
        Files.createFile(scenery.directory.resolve("pgzm.yaml"));
        try {
            scenery.run(BEFORE.getOrDefault(name, ""));
            blocks.forEach(scenery::run);
        } finally {
            scenery.dropRoles();
        }
    }

    private static boolean isElsewhere(List<String> lines) {
        return lines.stream().allMatch(line -> ELSEWHERE.keySet().stream().anyMatch(line::startsWith));
    }

    /** Two databases that a page's commands work on. */
    private static final class Scenery {
        private final TestDatabase source = TestServer.shared().newDatabase();
        private final TestDatabase destination = TestServer.shared().newDatabase();
        private final Path directory;

        private Scenery(Path directory) {
            this.directory = directory;
            String tables =
                    "CREATE TABLE users (id int PRIMARY KEY, name text); CREATE TABLE sessions (id int PRIMARY KEY);"
                            + " CREATE TABLE \"My Table\" (id int PRIMARY KEY); CREATE TABLE log_a (id int PRIMARY KEY);";
            source.execute(tables + " INSERT INTO users VALUES (1, 'ada')");
            destination.execute(tables + " INSERT INTO users VALUES (2, 'bob')");
        }

        private void run(DocBlock block) {
            if (block.language().equals("sql")) {
                sql(block);
            } else {
                block.first().forEach(this::run);
                block.lines().forEach(this::run);
            }
        }

        /** Roles are the whole server's: a page's are called after the database. */
        private void sql(DocBlock block) {
            TestDatabase database = block.first().contains("in source") ? source : destination;
            database.execute(String.join("\n", block.lines())
                    .replaceAll("\\b(?:reader|owner)\\b(?=[ ;])", role(database))
                    .replace("DATABASE shop", "DATABASE " + database.name()));
        }

        /** What the source grants is granted on the destination too. */
        private void dropRoles() {
            for (String role : List.of(role(source), role(destination))) {
                if (!source.query("SELECT 1 FROM pg_roles WHERE rolname = '" + role + "'")
                        .isEmpty()) {
                    String leave = "REASSIGN OWNED BY " + role + " TO CURRENT_USER; DROP OWNED BY " + role;
                    source.execute(leave);
                    destination.execute(leave);
                    source.execute("DROP ROLE " + role);
                }
            }
        }

        private static String role(TestDatabase database) {
            return "reader_of_docs_" + database.name();
        }

        /** A line, or what must happen before one. */
        private void run(String line) {
            String command = line.replaceFirst("\\s+#.*| \\|.*", "").strip();
            if (command.isEmpty() || command.startsWith("export PGZM_DEST=") || isElsewhere(List.of(command))) {
                return;
            }
            assertThat(command).as("what runs that?").startsWith("pgzm ");
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            CommandLine program = Main.commands().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
            int exitCode =
                    CommandLines.execute(program, new DocCommand(command).arguments(source, destination, directory));
            assertThat(exitCode).as(command + "\n" + err + out).isZero();
        }
    }
}
