package dev.pgzm.distribution;

import dev.pgzm.postgres.testing.TestDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A command as a page shows it, on databases and in a directory that are there. */
record DocCommand(String text) {
    private static final Pattern WORD = Pattern.compile("'[^']*'|\"[^\"]*\"|\\S+");
    private static final Set<String> BEGIN = Set.of("start", "prepare");
    private static final Set<String> ALONE = Set.of("help", "demo", "config");
    private static final Set<String> LOGGING =
            Set.of("start", "prepare", "swap", "resume", "abort", "verify", "rollback", "cleanup");

    String[] arguments(TestDatabase source, TestDatabase destination, Path directory) {
        List<String> words = new ArrayList<>();
        WORD.matcher(text.substring("pgzm ".length())).results().forEach(word -> words.add(word.group()));
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String before = i == 0 ? "" : words.get(i - 1);
            if (word.startsWith("postgresql://")) {
                arguments.add(before.equals("--source") ? source.url() : destination.url());
            } else if (List.of("--html", "--markdown", "--config").contains(before)) {
                arguments.add(directory.resolve(word).toString());
            } else {
                arguments.add(before.equals("--archive-dir") ? directory.toString() : word.replace("'", ""));
            }
        }
        String command = words.get(0);
        if (BEGIN.contains(command) && !words.contains("--source")) {
            arguments.addAll(List.of("--source", source.url()));
        }
        if (!ALONE.contains(command) && !words.contains("--help")) {
            if (!words.contains("--dest")) {
                arguments.addAll(List.of("--dest", destination.url()));
            }
            arguments.addAll(List.of("--state", "file:" + directory));
            if (LOGGING.contains(command)) {
                arguments.addAll(List.of("--log-dir", directory.toString()));
            }
        }
        return arguments.toArray(String[]::new);
    }
}
