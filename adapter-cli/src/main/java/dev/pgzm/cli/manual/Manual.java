package dev.pgzm.cli.manual;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** Everything that there is to read about a program's commands: help, pages, manual pages, completions. */
public final class Manual {
    private static final String SECTION = "page";

    private final List<Page> pages;

    /** Of all commands that the program has now. */
    public Manual(CommandLine program) {
        this.pages = Page.all(program);
    }

    /** From now on {@code --help} shows the commands' pages. */
    public static void showIn(CommandLine program) {
        program.setHelpSectionKeys(List.of(SECTION));
        program.getHelpSectionMap()
                .put(SECTION, help -> new HelpText(new Page(help.commandSpec()), help.ansi()).text());
        program.getSubcommands().values().forEach(Manual::showIn);
    }

    /** The pages of docs/commands: texts by file name. */
    public Map<String, String> markdown() {
        return texts(".md", page -> new MarkdownPage(page).text());
    }

    /** The page that lists what can be set. */
    public String settings() {
        return new SettingsPage(pages).text();
    }

    /** The pages for man: texts by file name. */
    public Map<String, String> man() {
        return texts(".1", page -> new RoffPage(page, pages).text());
    }

    /** What shells offer: texts by file name. */
    public Map<String, String> completions() {
        return Map.of(
                pages.get(0).name() + ".bash", new BashCompletion(pages.get(0)).text(),
                "_" + pages.get(0).name(), new ZshCompletion(pages.get(0)).text());
    }

    /** The pages that {@code --help} shows: texts by title, without colours. */
    public Map<String, String> help() {
        return pages.stream().collect(Collectors.toMap(Page::title, page -> new HelpText(page, Ansi.OFF).text()));
    }

    /**
     * Writes completions and manual pages, as a package wants them.
     *
     * @param directory gets {@code completions} and {@code man/man1}
     */
    public void write(Path directory) throws IOException {
        write(completions(), directory.resolve("completions"));
        write(man(), directory.resolve("man").resolve("man1"));
    }

    private static void write(Map<String, String> texts, Path directory) throws IOException {
        Files.createDirectories(directory);
        for (Map.Entry<String, String> each : texts.entrySet()) {
            Files.writeString(directory.resolve(each.getKey()), each.getValue());
        }
    }

    private Map<String, String> texts(String suffix, Function<Page, String> text) {
        return pages.stream().collect(Collectors.toMap(page -> page.fileName() + suffix, text));
    }
}
