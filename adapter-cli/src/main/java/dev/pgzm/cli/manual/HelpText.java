package dev.pgzm.cli.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Help.Ansi;

/** A command's page on a terminal of 80 columns: an example first, then what else there is. */
final class HelpText {
    private static final int WIDTH = 80;
    private static final int OPTION_COLUMN = 26;
    private static final int COMMAND_COLUMN = 11;
    private static final String SHORT_NAME = "-x, ";

    private final Page page;
    private final Ansi ansi;
    private final StringBuilder text = new StringBuilder();

    HelpText(Page page, Ansi ansi) {
        this.page = page;
        this.ansi = ansi;
    }

    String text() {
        paragraph(page.summary());
        heading("Example");
        page.example().forEach(line -> line("  " + line));
        heading("Usage");
        line("  " + page.synopsis());
        line("");
        paragraph(page.description());
        commands();
        page.options().forEach((heading, entries) -> {
            heading(heading.text());
            entries.forEach(entry -> row(OPTION_COLUMN, label(entry), lines(entry)));
        });
        return text.toString();
    }

    private void commands() {
        if (!page.commands().isEmpty()) {
            heading("Commands");
            page.commands()
                    .forEach(each ->
                            row(COMMAND_COLUMN, each.name(), Paragraph.lines(each.summary(), WIDTH - COMMAND_COLUMN)));
        }
    }

    private static String label(OptionEntry entry) {
        boolean longOnly = entry.names().get(0).startsWith("--");
        return (longOnly ? " ".repeat(SHORT_NAME.length()) : "") + entry.label();
    }

    private static List<String> lines(OptionEntry entry) {
        int width = WIDTH - OPTION_COLUMN;
        List<String> lines = new ArrayList<>(Paragraph.lines(entry.meaning(), width));
        String facts = String.join("  ", entry.facts());
        if (facts.length() <= width) {
            lines.add(facts);
        } else {
            entry.facts().forEach(fact -> lines.addAll(Paragraph.lines(fact, width)));
        }
        return lines.stream().filter(line -> !line.isEmpty()).collect(Collectors.toList());
    }

    /** The label, and the lines beside it; below it, if it is too long for that. */
    private void row(int column, String label, List<String> lines) {
        int space = column - 2 - label.length();
        text.append("  ").append(bold(label));
        for (int i = 0; i < lines.size(); i++) {
            boolean beside = i == 0 && space > 0;
            text.append(beside ? " ".repeat(space) : "\n" + " ".repeat(column)).append(lines.get(i));
        }
        text.append('\n');
    }

    private void heading(String heading) {
        line("");
        line(bold(heading + ":"));
    }

    private void paragraph(String paragraph) {
        Paragraph.lines(paragraph, WIDTH).forEach(this::line);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    private String bold(String words) {
        return ansi.string("@|bold " + words + "|@");
    }
}
