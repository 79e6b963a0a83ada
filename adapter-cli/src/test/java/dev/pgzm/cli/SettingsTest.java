package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pgzm.cli.testing.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings come from options, variables, a file and defaults, in that order; whatever is wrong is told at once. */
class SettingsTest {
    private final Shell shell = new Shell();

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("pgzm.yaml"), text);
    }

    @Test
    void aFileSetsWhatNobodyElseDoes() throws IOException {
        Path file = file("""
                # for every command
                source: %s
                dest: %s
                jobs: 3
                schema: "app"
                lock-timeout: 100
                split-larger-than: 64MB
                preserved-tables: [users, "\\"My Table\\""]
                client-tools:
                """.formatted(Samples.SOURCE, Samples.DESTINATION));
        shell.environment.put("PGZM_CONFIG", file.toString());
        shell.environment.put("PGZM_SCHEMA", "web");

        Shell.Result result = shell.run("start", "--jobs", "5", "--no-log");

        assertThat(result.err()).isEmpty();
        assertThat(shell.engine.plan().jobs()).isEqualTo(5);
        assertThat(shell.engine.plan().liveSchema()).isEqualTo("web");
        assertThat(shell.engine.plan().lockTimeout()).isEqualTo(Duration.ofMillis(100));
        assertThat(shell.engine.plan().partBytes()).isEqualTo(64 << 20);
        assertThat(shell.engine.plan().clientTools()).isEmpty();
        assertThat(shell.engine.plan().preservation().tables()).hasSize(2);
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() throws IOException {
        Path file = file("""
                jbos: 3
                jobs: many
                on-blocked: wiat
                lock-timeout: 100
                lock-timeout: 200
                schema: {name: app}
                dest-password: geheim
                index-memory: 12 lots
                colour: blue
                """);

        Shell.Result result = shell.run("start", "--config=" + file);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .startsWith("ERROR:  Cannot use the settings of " + file + ": 8 things are wrong\n")
                .contains(":1: unknown key \"jbos\": did you mean \"jobs\"?\n")
                .contains(":2: \"jobs\": 'many' is not an int\n")
                .contains(":3: \"on-blocked\": expected one of [WAIT, CANCEL, TERMINATE]")
                .contains(":5: \"lock-timeout\" is set twice, here and in line 4\n")
                .contains(":6: \"schema\" takes one value\n")
                .contains(
                        ":7: no password stands in this file: name a file that holds it with \"source-password-file\"")
                .contains(":8: \"index-memory\": \"12 lots\" is not a size such as 512kB, 128MB or 1GB\n")
                .contains(":9: unknown key \"colour\"\n")
                .contains("STATE:  Nothing was changed.\n")
                .doesNotContain("geheim");
        assertThat(shell.engine.methods()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- jobs              | :1: settings are written as \"key: value\", one a line",
                "'jobs: [1\nschema' | :2: this is not YAML: ",
                "'schema: a\u0001b' | this is not YAML: it holds characters that no text has",
                "'schema: [a, b]'    | :1: \"schema\" takes one value",
                "'keep-tables: {}'   | :1: \"keep-tables\" takes one name, or a list of names",
                "'PGPASSWORD: geheim' | :1: no password stands in this file: ",
            })
    void whatIsNoListOfSettingsIsTold(String text, String told) throws IOException {
        Shell.Result result = shell.run("status", "--config", file(text).toString());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains(told).doesNotContain("geheim");
    }

    @Test
    void whatIsNoTextIsTold() throws IOException {
        Path foreign = Files.write(directory.resolve("latin1.yaml"), new byte[] {(byte) 0xe9, ':', ' ', 'x'});

        assertThat(shell.run("status", "--config=" + foreign).err()).contains("DETAIL:  It is not in UTF-8.\n");
        assertThat(shell.run("status", "--config=" + directory).err()).contains("DETAIL:  It is a directory.\n");
    }

    @Test
    void aFileThatIsMissingIsTold() {
        Shell.Result result = shell.run("status", "--json", "--config", "/no/such.yaml");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).isEqualTo("""
                ERROR:  Cannot read the settings of /no/such.yaml
                DETAIL:  There is no such file.
                STATE:  Nothing was changed.
                HINT:  Change --config or PGZM_CONFIG.
                """);
        assertThat(Schemas.result(result.out()).get("exitCode").intValue()).isEqualTo(3);
    }

    @Test
    void helpNeedsNoFile() {
        shell.environment.put("PGZM_CONFIG", "/no/such.yaml");

        assertThat(shell.run("start", "--help").exitCode()).isZero();
        assertThat(shell.run("help", "start").exitCode()).isZero();
        assertThat(shell.run("--version").exitCode()).isZero();
    }

    @Test
    void configTellsWhereEachComesFrom() throws IOException {
        Path file = file("lock-timeout: 100\nsource: postgresql://reader:geheim@old.example.com/shop\n");
        shell.environment.putAll(
                Map.of("PGZM_JOBS", "3", "PGZM_DEST", "postgresql://owner:geheim@new.example.com/shop"));

        Shell.Result result = shell.run("config", "--config", file.toString());

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .contains(
                        "source|postgresql://reader:********@old.example.com/shop|" + file + ":2",
                        "dest|postgresql://owner:********@new.example.com/shop|PGZM_DEST",
                        "jobs|3|PGZM_JOBS",
                        "lock-timeout|100|" + file + ":1",
                        "split-larger-than|10GB|default");
        assertThat(result.out()).doesNotContain("geheim");

        JsonNode document = Schemas.result(shell.run("config", "--json").out());
        assertThat(StreamSupport.stream(document.get("settings").spliterator(), false)
                        .filter(each -> each.get("key").textValue().equals("jobs")))
                .singleElement()
                .satisfies(jobs -> assertThat(jobs.get("from").textValue()).isEqualTo("PGZM_JOBS"));
    }

    @Test
    void configTellsOfItsOwnOptionsFirst() throws IOException {
        shell.environment.put("PGZM_JOBS", "3");

        Shell.Result result = shell.run(
                "config",
                "-j4",
                "--s3-path-style",
                "--config=" + file("jobs: 2\nschema: app\nlock-timeout: 9\n"),
                "--schema=web");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(" {2,}", "|")))
                .contains("jobs|4|--jobs", "schema|web|--schema", "s3-path-style|true|--s3-path-style");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://h:port/db?password=geheim",
                "postgresql://u:ge/heim@h/db",
                "postgresql://u:ge heim@h/db",
                "postgresql://u:p@h/db?service=none&sslpassword=geheim",
                "postgresql://u@cloud:geheim@h/db",
                "host=postgresql://h password=ge heim",
            })
    void configPrintsNoPasswordOfAUrlThatCannotBeRead(String url) throws IOException {
        assertThat(shell.run("config", "--source=" + url).out())
                .contains("postgresql://")
                .doesNotContain("heim");
        assertThat(shell.run("config", "--config=" + file("dest: '" + url + "'\n"))
                        .out())
                .contains("postgresql://")
                .doesNotContain("heim");
    }

    @Test
    void aVariableThatIsWrongIsNotTheFilesFault() throws IOException {
        shell.environment.put("PGZM_JOBS", "many");

        Shell.Result result =
                shell.run("status", "--dest=" + Samples.DESTINATION, "--config=" + file("lock-timeout: 100\n"));

        assertThat(result.exitCode()).as(result.err()).isZero();
    }

    @Test
    void passwordsComeFromFiles() throws IOException {
        Path source = Files.writeString(directory.resolve("source"), "of the source\nnot this\n");
        Path dest = Files.writeString(directory.resolve("dest"), "of the destination");
        shell.environment.put("PGPASSWORD", "neither");

        shell.run(
                "start",
                "--no-log",
                "--source=" + Samples.SOURCE,
                "--dest=" + Samples.DESTINATION,
                "--source-password-file=" + source,
                "--dest-password-file=" + dest);

        assertThat(shell.engine.plan().source().password().orElseThrow().reveal())
                .isEqualTo("of the source");
        assertThat(shell.engine.plan().destination().password().orElseThrow().reveal())
                .isEqualTo("of the destination");

        Shell.Result missing = shell.run("status", "--dest=" + Samples.DESTINATION, "--dest-password-file=/no/such");
        assertThat(missing.exitCode()).isEqualTo(3);
        assertThat(missing.err())
                .startsWith("ERROR:  Cannot take a password from /no/such\nDETAIL:  There is no such file.\n");
    }

    @Test
    void misspeltWordsLeadToWhatWasMeant() {
        assertThat(shell.run("strat").err()).contains("HINT:  Did you mean start? Run 'pgzm --help'.");
        assertThat(shell.run("swap", "--dest=" + Samples.DESTINATION, "--swap-timeuot=9")
                        .err())
                .contains("HINT:  Did you mean --swap-timeout? Run 'pgzm swap --help'.");
    }
}
