package dev.pgzm.cli.manual;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of the documentation that lists what can be set, each in one shape: name, meaning, unit, default. */
final class SettingsPage {
    private static final Map<String, String> UNITS = Map.of(
            "MS", "milliseconds",
            "SECONDS", "seconds",
            "BYTES", "bytes, or `kB`, `MB`, `GB`; MB without a unit",
            "N", "a number",
            "NAME", "a name",
            "NAMES", "names, with commas between",
            "DIR", "a directory",
            "FILE", "a file");

    private final List<Page> pages;

    SettingsPage(List<Page> pages) {
        this.pages = pages;
    }

    String text() {
        StringBuilder text = new StringBuilder("""
                <!-- Generated from the commands' own model: change that. -->
                # Settings

                Everything here can be said in three ways, of which an earlier one goes before a later one: by an option of a command
                (`--lock-timeout 100`), by a variable (`PGZM_LOCK_TIMEOUT=100`), and by a key of the file that `--config` or `PGZM_CONFIG`
                names (`lock-timeout: 100`). An empty variable or key sets nothing. One file serves all commands: each takes what it
                knows. Whatever is wrong with the file is told at once. `pgzm config` prints what is in force, and where it comes from.

                ```yaml
                # pgzm.yaml
                dest: postgresql://owner@new.example.com/shop
                dest-password-file: /run/secrets/shop
                preserved-tables: [users, sessions]
                lock-timeout: 100
                ```
                """);
        settings()
                .forEach((heading, entries) -> text.append("\n## ")
                        .append(heading.text())
                        .append("\n\n| key | meaning | unit | default | option, variable |\n|---|---|---|---|---|\n")
                        .append(entries.values().stream().map(SettingsPage::row).collect(Collectors.joining())));
        return text.toString();
    }

    /** Each once, in the order in which help shows them. */
    private Map<Heading, Map<String, OptionEntry>> settings() {
        Map<Heading, Map<String, OptionEntry>> settings = new EnumMap<>(Heading.class);
        for (Page page : pages) {
            page.options()
                    .forEach((heading, entries) -> entries.stream()
                            .filter(entry -> entry.variable().isPresent())
                            .forEach(entry -> settings.computeIfAbsent(heading, each -> new LinkedHashMap<>())
                                    .putIfAbsent(key(entry), entry)));
        }
        return settings;
    }

    private static String key(OptionEntry entry) {
        return entry.names().stream()
                .filter(name -> name.startsWith("--"))
                .findFirst()
                .orElseThrow()
                .substring(2);
    }

    private static String row(OptionEntry entry) {
        return "| `%s` | %s | %s | %s | `--%s`, `%s` |\n"
                .formatted(
                        key(entry),
                        MarkdownPage.cell(MarkdownPage.prose(entry.meaning())),
                        unit(entry.valueName()),
                        MarkdownPage.cell(MarkdownPage.prose(entry.standard().orElse("none"))),
                        key(entry),
                        entry.variable().orElseThrow());
    }

    private static String unit(String label) {
        return UNITS.getOrDefault(label, "`" + MarkdownPage.cell(label) + "`");
    }
}
