package dev.pgzm.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.state.StateLocation;
import dev.pgzm.ports.state.StateLocation.Addressing;
import dev.pgzm.ports.state.StateLocation.Bucket;
import dev.pgzm.ports.state.StateLocation.Directory;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the state is kept, as every command reads it. */
class StateOptionsTest {
    private final Shell shell = new Shell();

    private StateLocation location(String... options) {
        String[] arguments = new String[options.length + 3];
        arguments[0] = "status";
        arguments[1] = "--dest";
        arguments[2] = Samples.DESTINATION;
        System.arraycopy(options, 0, arguments, 3, options.length);
        assertThat(shell.run(arguments).err()).isEmpty();
        return shell.states.get(shell.states.size() - 1);
    }

    private static Bucket bucket(String name, String prefix) {
        return new Bucket(name, prefix, Optional.empty(), Addressing.VIRTUAL_HOST);
    }

    @Test
    void isTheWorkingDirectoryUnlessTold() {
        assertThat(location()).isEqualTo(new Directory(Path.of(".")));
    }

    @Test
    void isADirectory() {
        assertThat(location("--state", "file:/var/lib/pgzm")).isEqualTo(new Directory(Path.of("/var/lib/pgzm")));
        assertThat(location("--state", "file:///var/lib/pgzm")).isEqualTo(new Directory(Path.of("/var/lib/pgzm")));
        assertThat(location("--state=file:some where")).isEqualTo(new Directory(Path.of("some where")));
    }

    @ParameterizedTest
    @CsvSource({
        "s3://states, states, ''",
        "s3://states/, states, ''",
        "s3://my.states-2/pgzm/prod, my.states-2, pgzm/prod",
        "s3://states//pgzm//, states, pgzm",
    })
    void isABucket(String text, String name, String prefix) {
        assertThat(location("--state", text)).isEqualTo(bucket(name, prefix));
    }

    @Test
    void isABucketOfAnotherService() {
        assertThat(location("--state", "s3://b/p", "--s3-endpoint", "http://minio:9000", "--s3-path-style"))
                .isEqualTo(new Bucket("b", "p", Optional.of(URI.create("http://minio:9000")), Addressing.PATH));
    }

    @Test
    void canBeSetByVariables() {
        shell.environment.put("PGZM_STATE", "s3://b");
        shell.environment.put("PGZM_S3_ENDPOINT", "https://s3.example.com/storage/v1");
        shell.environment.put("PGZM_S3_PATH_STYLE", "true");
        Bucket bucket =
                new Bucket("b", "", Optional.of(URI.create("https://s3.example.com/storage/v1")), Addressing.PATH);

        assertThat(location()).isEqualTo(bucket);
        // said twice is not said the other way round
        assertThat(location("--s3-path-style")).isEqualTo(bucket);
        assertThat(location("--s3-path-style=false"))
                .isEqualTo(new Bucket("b", "", bucket.endpoint(), Addressing.VIRTUAL_HOST));
        assertThat(location("--state", "file:x")).isEqualTo(new Directory(Path.of("x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "here", "/var/lib", "s3:b", "s3://", "s3:///p", "s3://-b", "https://b.example.com/p"})
    void isNothingElse(String nonsense) {
        assertThat(shell.run("status", "--dest", Samples.DESTINATION, "--state", nonsense))
                .isEqualTo(new Shell.Result(
                        2,
                        "",
                        "ERROR:  Cannot keep the state in \"" + nonsense
                                + "\": it takes file:DIR or s3://BUCKET/PREFIX\n"
                                + "STATE:  Nothing was changed.\n"
                                + "HINT:  Run 'pgzm status --help'.\n"));
        assertThat(shell.engine.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"minio:9000", "ftp://x", "https://", "https://u@h", "https://h?x=y", "https://a b"})
    void hasNoOtherEndpoint(String nonsense) {
        Shell.Result result =
                shell.run("status", "--dest", Samples.DESTINATION, "--state", "s3://b", "--s3-endpoint", nonsense);

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("ERROR:  Cannot keep the state in \"s3://b\":"
                        + " --s3-endpoint takes https://HOST:PORT, not \"" + nonsense + "\"\n");
    }

    @Test
    void isNotAnImpossibleDirectory() {
        assertThat(shell.run("status", "--dest", Samples.DESTINATION, "--state", "file:\0")
                        .err())
                .contains(": that is not a directory's name\n");
    }
}
