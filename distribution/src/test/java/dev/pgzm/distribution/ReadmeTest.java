package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the README says is so. */
class ReadmeTest {
    private final String readme = Files.readString(Path.of("..", "README.md"));

    ReadmeTest() throws IOException {}

    private List<String> found(String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(readme)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    @Test
    void listsEveryExitCodeOnce() {
        List<String> codes = Stream.concat(
                        Stream.of("0"),
                        Arrays.stream(ErrorCode.values()).map(code -> Integer.toString(code.exitCode())))
                .toList();

        assertThat(found("^\\| (\\d+) \\|")).containsExactlyElementsOf(codes);
    }

    @Test
    void beginsWithTwoCommands() {
        MatchResult block = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL)
                .matcher(readme)
                .results()
                .findFirst()
                .orElseThrow();

        assertThat(block.group(1).lines().map(line -> line.replaceFirst(" +#.*", "")))
                .containsExactly("./pgzm demo", "mvn verify");
    }
}
