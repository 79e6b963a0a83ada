package dev.pgzm.cli.manual;

import java.util.List;
import java.util.stream.Collectors;

/** A command's page in the documentation. */
final class MarkdownPage {
    private final Page page;
    private final StringBuilder text = new StringBuilder();

    MarkdownPage(Page page) {
        this.page = page;
    }

    String text() {
        text.append("<!-- Generated from the command's own model: change that. -->\n# ")
                .append(page.title())
                .append("\n\n")
                .append(prose(page.summary()))
                .append('\n');
        section("Example", "```sh\n" + String.join("\n", page.example()) + "\n```\n");
        section("Usage", "```\n" + page.synopsis() + "\n```\n");
        text.append('\n').append(prose(page.description())).append('\n');
        if (!page.commands().isEmpty()) {
            section(
                    "Commands",
                    page.commands().stream().map(MarkdownPage::command).collect(Collectors.joining()));
        }
        page.options().forEach((heading, entries) -> section(heading.text(), table(entries)));
        if (!page.exitCodes().isEmpty()) {
            section("Exit codes", exitCodes());
        }
        return text.toString();
    }

    private void section(String heading, String body) {
        text.append("\n## ").append(heading).append("\n\n").append(body);
    }

    private static String command(Page command) {
        return "- [%s](%s.md): %s\n".formatted(command.title(), command.fileName(), prose(command.summary()));
    }

    private static String table(List<OptionEntry> entries) {
        return "| option | variable | default | meaning |\n|---|---|---|---|\n"
                + entries.stream().map(MarkdownPage::row).collect(Collectors.joining());
    }

    private static String row(OptionEntry entry) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        cell(entry.label()),
                        entry.variable().map("`%s`"::formatted).orElse(""),
                        entry.standard()
                                .map(MarkdownPage::prose)
                                .map(MarkdownPage::cell)
                                .orElse(""),
                        cell(prose(entry.meaning())));
    }

    private String exitCodes() {
        return "| code | meaning |\n|---|---|\n"
                + page.exitCodes().entrySet().stream()
                        .map(each -> "| %s | %s |\n".formatted(each.getKey().strip(), cell(prose(each.getValue()))))
                        .collect(Collectors.joining());
    }

    // inside code, too, a bar would end the cell
    static String cell(String words) {
        return words.replace("|", "\\|");
    }

    static String prose(String words) {
        return words.replaceAll("([<*_])", "\\\\$1");
    }
}
