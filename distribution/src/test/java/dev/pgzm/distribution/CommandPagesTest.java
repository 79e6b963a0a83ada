package dev.pgzm.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.cli.manual.Manual;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages in docs/commands and that of the settings are what the commands say of themselves; {@code docs/commands/update} writes them anew. */
class CommandPagesTest {
    private static final Path PAGES = Path.of("..", "docs", "commands");

    private static final Path SETTINGS = Path.of("..", "docs", "settings.md");

    private final Map<String, String> wanted = new TreeMap<>(new Manual(Main.commands()).markdown());

    @Test
    void areWhatTheCommandsSay() throws IOException {
        if (Boolean.getBoolean("pages.update")) {
            update();
        }
        assertThat(present())
                .as("docs/commands is not what the commands say of themselves. To write it anew: docs/commands/update")
                .isEqualTo(wanted);
    }

    @Test
    void theSettingsAreWhatTheCommandsKnow() throws IOException {
        String text = new Manual(Main.commands()).settings();
        if (Boolean.getBoolean("pages.update")) {
            Files.writeString(SETTINGS, text);
        }
        assertThat(SETTINGS).content().isEqualTo(text);
    }

    @Test
    void beginWithAnExample() {
        wanted.forEach((name, page) -> assertThat(page)
                .as(name)
                .containsPattern("(?s)^<!--[^\\n]*-->\n# pgzm[ a-z]*\n\n[^\n]+\\.\n\n## Example\n\n```sh\npgzm "));
    }

    private static Map<String, String> present() throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(PAGES)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".md")).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private void update() throws IOException {
        for (String name : present().keySet()) {
            Files.delete(PAGES.resolve(name));
        }
        for (Map.Entry<String, String> page : wanted.entrySet()) {
            Files.writeString(PAGES.resolve(page.getKey()), page.getValue());
        }
    }
}
