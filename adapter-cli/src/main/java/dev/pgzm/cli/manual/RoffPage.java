package dev.pgzm.cli.manual;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command's manual page, as man reads it. */
final class RoffPage {
    private final Page page;
    private final List<String> others;
    private final StringBuilder text = new StringBuilder();

    /**
     * Begins a page.
     *
     * @param all the pages that there are, to see also
     */
    RoffPage(Page page, List<Page> all) {
        this.page = page;
        this.others = all.stream()
                .map(Page::fileName)
                .filter(name -> !name.equals(page.fileName()))
                .toList();
    }

    String text() {
        line(".TH " + literal(page.fileName().toUpperCase(Locale.ROOT)) + " 1 \"\" pgzm \"pgzm manual\"");
        section("NAME", literal(page.fileName()) + " \\- " + literal(page.summary()));
        section("SYNOPSIS", literal(page.synopsis()));
        section(
                "EXAMPLE",
                page.example().stream().map(RoffPage::literal).collect(Collectors.joining("\n", ".nf\n", "\n.fi")));
        section("DESCRIPTION", literal(page.description()));
        if (!page.commands().isEmpty()) {
            line(".SH COMMANDS");
            page.commands().forEach(each -> item(bold(each.name()), Stream.of(each.summary())));
        }
        line(".SH OPTIONS");
        page.options().forEach((heading, entries) -> {
            line(".SS " + literal(heading.text()));
            entries.forEach(this::option);
        });
        if (!page.exitCodes().isEmpty()) {
            line(".SH EXIT STATUS");
            page.exitCodes().forEach((code, meaning) -> item(literal(code.strip()), Stream.of(meaning)));
        }
        section("SEE ALSO", others.stream().map(name -> bold(name) + "(1)").collect(Collectors.joining(", ")));
        return text.toString();
    }

    private void section(String heading, String body) {
        line(".SH " + heading);
        line(body);
    }

    private void option(OptionEntry entry) {
        String names = entry.names().stream().map(RoffPage::bold).collect(Collectors.joining(", "));
        String value = entry.value().replace(entry.valueName(), "\u0001");
        String label = entry.hasValue()
                ? names + literal(value).replace("\u0001", "\\fI" + literal(entry.valueName()) + "\\fR")
                : names;
        item(label, Stream.concat(Stream.of(entry.meaning()), entry.facts().stream()));
    }

    private void item(String label, Stream<String> body) {
        line(".TP");
        line(label);
        line(body.map(RoffPage::literal).collect(Collectors.joining("\n.br\n")));
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private static String bold(String words) {
        return "\\fB" + literal(words) + "\\fR";
    }

    /** A dot or an apostrophe that begins a line would be a request; a minus that is typed is not a hyphen. */
    private static String literal(String words) {
        String escaped = words.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
