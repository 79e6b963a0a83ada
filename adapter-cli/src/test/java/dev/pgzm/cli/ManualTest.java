package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.cli.manual.Manual;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What there is to read about the commands, whichever there are. */
class ManualTest {
    private final Shell shell = new Shell();
    private final Manual manual = new Manual(shell.commands());

    @TempDir
    private Path directory;

    static Stream<CommandLine> commands() {
        return new Shell().commands().getSubcommands().values().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpShowsACompleteExampleFirst(CommandLine command) throws IOException {
        Files.createFile(directory.resolve("pgzm.yaml"));
        List<String> lines = help(command).lines().toList();
        assertThat(lines.get(2)).isEqualTo("Example:");
        List<String> example = lines.subList(3, lines.indexOf("Usage:") - 1);

        String typed = String.join(" ", example).replace("\\", " ").strip();
        List<String> words = List.of(typed.split("\\s+"));
        assertThat(words.get(0)).isEqualTo("pgzm");
        Shell.Result result = shell.run(words.stream()
                .skip(1)
                .map(word -> word.matches("\\w+\\.(html|yaml)")
                        ? directory.resolve(word).toString()
                        : word)
                .toArray(String[]::new));

        assertThat(words.get(1)).isEqualTo(command.getCommandName());
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpFitsOnATerminalOf80Columns(CommandLine command) {
        assertThat(help(command).lines()).allMatch(line -> line.length() <= 80).noneMatch(line -> line.endsWith(" "));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpNamesEveryOption(CommandLine command) {
        String help = help(command);
        for (OptionSpec option : command.getCommandSpec().options()) {
            assertThat(help).contains(option.names());
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theHelpCommandShowsTheSame(CommandLine command) {
        String name = command.getCommandName();

        assertThat(shell.run("help", name)).isEqualTo(shell.run(name, "--help"));
        assertThat(shell.run("help", name).out()).isEqualTo(help(command));
    }

    @Test
    void theHelpCommandKnowsNoOtherCommand() {
        assertThat(shell.run("help")).isEqualTo(shell.run("--help"));
        assertThat(shell.run("help", "swpa")).isEqualTo(new Shell.Result(2, "", """
                        ERROR:  Cannot help with "swpa": no command is called that
                        STATE:  Nothing was changed.
                        HINT:  Did you mean swap? Run 'pgzm --help'.
                        """));
    }

    @Test
    void helpReadsAsAPage() {
        assertThat(shell.run("abort", "--help").out()).isEqualTo("""
                        Removes a migration that was not swapped.

                        Example:
                          pgzm abort --dest postgresql://owner@new.example.com/shop

                        Usage:
                          pgzm abort --dest=URL [OPTION]...

                        Removes what it left in the destination, whoever began it and however far it
                        came. The live schema is not touched. May be repeated.

                        The databases:
                              --dest, --destination=URL
                                                  The live database to replace:
                                                  postgresql://user@host:port/database?sslmode=...
                                                  Variable: PGZM_DEST
                              --dest-password-file=FILE
                                                  A file whose first line is the destination's password.
                                                  Default: none.  Variable: PGZM_DEST_PASSWORD_FILE
                              --timestamp=ID      The migration or the backup that is meant.
                                                  Default: the migration that the destination holds.

                        The state:
                              --state=file:DIR|s3://BUCKET/PREFIX
                                                  Where the migration's state is kept.
                                                  Default: the working directory.  Variable: PGZM_STATE
                              --s3-endpoint=URL   The S3 service that has the bucket.
                                                  Default: Amazon's.  Variable: PGZM_S3_ENDPOINT
                              --s3-path-style[=true|false]
                                                  Name the bucket in the path of requests, not in their
                                                  host.
                                                  Default: false.  Variable: PGZM_S3_PATH_STYLE

                        What it tells:
                              --json              Print the result, or the error, as one JSON document
                                                  on standard output.
                              --no-progress       Tell the progress in plain lines on a terminal too, as
                                                  where standard error is none.
                              --events=FILE|-     Write what happens to a file, or to standard output,
                                                  one JSON object a line; what the file held is lost.
                                                  Default: none.  Variable: PGZM_EVENTS
                              --metrics-port=[HOST:]PORT
                                                  Answer Prometheus at http://HOST:PORT/metrics while it
                                                  runs.
                                                  Default: none, and HOST all addresses.
                                                  Variable: PGZM_METRICS_PORT
                              --metrics-file=FILE Keep a file for the textfile collector of Prometheus'
                                                  node exporter.
                                                  Default: none.  Variable: PGZM_METRICS_FILE
                          -v, --verbose           Tell of every task as it begins and ends; twice, -vv,
                                                  of every statement too.
                              --log-dir=DIR       Where the log of each migration is kept, as
                                                  pgzm-<id>.log.
                                                  Default: the working directory.
                                                  Variable: PGZM_LOG_DIR
                              --no-log            Write no log.

                        In general:
                              --config=FILE       A file of settings in YAML, whose keys are the
                                                  options' names.
                                                  Default: none.  Variable: PGZM_CONFIG
                              --yes               Do not ask. Only a person at a terminal is asked at
                                                  all.
                              --dry-run           Tell what would be done and what speaks against it;
                                                  write nothing on either side.
                          -h, --help              Show this help message and exit.
                          -V, --version           Print version information and exit.
                        """);
    }

    @Test
    void everyCommandKnowsTheVersion() {
        assertThat(shell.run("swap", "--version")).isEqualTo(shell.run("--version"));
        assertThat(shell.run("--version").out()).startsWith("pgzm ");
    }

    @Test
    void thereIsAPageForEachCommand() {
        List<String> names = Stream.concat(
                        Stream.of("pgzm"), commands().map(command -> "pgzm-" + command.getCommandName()))
                .toList();

        assertThat(manual.markdown().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> name + ".md").toList());
        assertThat(manual.man().keySet())
                .containsExactlyInAnyOrderElementsOf(
                        names.stream().map(name -> name + ".1").toList());
    }

    @Test
    void manReadsThePages() {
        String page = Objects.requireNonNull(manual.man().get("pgzm-swap.1"));

        assertThat(page)
                .contains(".TH PGZM\\-SWAP 1", ".SH EXAMPLE\n.nf\npgzm swap \\-\\-dest postgresql://")
                .contains(".TP\n\\fB\\-\\-lock\\-timeout\\fR=\\fIMS\\fR\nMilliseconds")
                .contains(".TP\n\\fB\\-\\-s3\\-path\\-style\\fR[=\\fItrue|false\\fR]\n")
                .contains("\\fBpgzm\\fR(1)");
        assertThat(manual.man().get("pgzm.1")).contains(".SH EXIT STATUS\n.TP\n0\ndone\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "pgzm st               | start status",
                "pgzm abort --d        | --dest --destination --dest-password-file --dry-run",
                "pgzm swap --on-blocked = t      | terminate",
                "pgzm swap --on-blocked = | wait cancel terminate",
                "pgzm start --ownership s | source",
                "pgzm start --source start --sch | --schema",
                "pgzm start --schema s | ''",
                "pgzm start --client-tools dir    | directory of mine",
                "pgzm help sw          | swap",
            })
    void bashCompletesWhatIsTyped(String typed, String offered) throws IOException, InterruptedException {
        manual.write(directory);
        Files.createDirectory(directory.resolve("directory of mine"));
        String[] words = typed.strip().split(" +");
        String quoted = String.join(
                " ", Arrays.stream(words).map(word -> "'" + word + "'").toList());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        ". completions/pgzm.bash; COMP_WORDS=(%s) COMP_CWORD=%d; _pgzm; echo \"${COMPREPLY[*]}\""
                                .formatted(quoted, words.length - 1))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();

        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo(offered.strip());
        assertThat(bash.waitFor()).isZero();
    }

    @Test
    void zshIsToldWhatOptionsMean() {
        assertThat(manual.completions().get("_pgzm"))
                .startsWith("#compdef pgzm\n")
                .contains("'abort:Removes a migration that was not swapped.'\n")
                .contains("'(-j --jobs)'{'-j+','--jobs='}'[Tables and indexes worked on at once.]:N:' \\\n")
                .contains("]:wait|cancel|terminate:(wait cancel terminate)' \\\n")
                .contains("'--client-tools=[The directory of pg_dump and pg_restore.]:DIR:_files -/' \\\n")
                .contains(
                        "'--s3-path-style=-[Name the bucket in the path of requests, not in their host.]::true|false:(")
                .contains("the source'\\''s tables");
    }

    @Test
    void exitCodesMeanWhatTheReadmeSays() throws IOException {
        Map<String, String> codes =
                shell.commands().getCommandSpec().usageMessage().exitCodeList();
        String readme = Files.readString(Path.of("..", "README.md"));

        codes.forEach((code, meaning) -> assertThat(readme).contains("\n| " + code.strip() + " | " + meaning + " |\n"));
        assertThat(codes).hasSize(12);
    }

    private String help(CommandLine command) {
        return Objects.requireNonNull(manual.help().get("pgzm " + command.getCommandName()));
    }
}
