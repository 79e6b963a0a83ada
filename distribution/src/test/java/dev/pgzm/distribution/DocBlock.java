package dev.pgzm.distribution;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a page shows to be typed.
 *
 * @param language sh or sql
 * @param first what a hidden comment above it says must happen before
 */
record DocBlock(String language, List<String> first, List<String> lines) {
    private static final Pattern BLOCK = Pattern.compile(
            "(?:<!-- (?<first>first: [^\\n]*|in: [^\\n]*) -->\\n)?```(?<language>sh|sql)\\n(?<text>.*?)```",
            Pattern.DOTALL);

    static List<DocBlock> of(String page) {
        return BLOCK.matcher(page)
                .results()
                .map(block -> new DocBlock(
                        block.group(2),
                        Optional.ofNullable(block.group(1)).stream()
                                .flatMap(first -> Pattern.compile("; ?")
                                        .splitAsStream(
                                                first.replace("first: ", "").replace("in: ", "in ")))
                                .toList(),
                        block.group(3).replaceAll("\\\\\\n\\s*", "").lines().toList()))
                .toList();
    }
}
