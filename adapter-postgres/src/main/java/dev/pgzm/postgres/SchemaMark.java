package dev.pgzm.postgres;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.SwapStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This tool's comment on a schema: whose it is, and what must be known to finish or undo it without any other memory.
 * The shadow schema carries it, and the backup after the swap.
 *
 * @param migration the migration's id
 * @param createdExtensions extensions that did not exist before the migration
 * @param strategy how a backup's schema became one; of a shadow schema it says nothing
 * @param finalComment the comment that the schema gets when it is live
 */
record SchemaMark(
        long migration, List<String> createdExtensions, SwapStrategy strategy, Optional<String> finalComment) {
    private static final String MIGRATION = "pgzm migration ";
    private static final String EXTENSION = "created extension ";
    private static final String MOVED = "moved object by object";
    private static final String COMMENT = "comment when live: ";

    /** Reads a schema's comment; empty if it is none of this tool's. */
    static Optional<SchemaMark> parse(@Nullable String comment) {
        if (comment == null || !comment.startsWith(MIGRATION)) {
            return Optional.empty();
        }
        int commentAt = comment.indexOf("\n" + COMMENT);
        String head = commentAt < 0 ? comment : comment.substring(0, commentAt);
        List<String> lines = head.lines().toList();
        try {
            return Optional.of(new SchemaMark(
                    Long.parseLong(lines.get(0).substring(MIGRATION.length())),
                    lines.stream()
                            .filter(line -> line.startsWith(EXTENSION))
                            .map(line -> line.substring(EXTENSION.length()))
                            .toList(),
                    lines.contains(MOVED) ? SwapStrategy.MOVE : SwapStrategy.RENAME,
                    commentAt < 0
                            ? Optional.empty()
                            : Optional.of(comment.substring(commentAt + 1 + COMMENT.length()))));
        } catch (NumberFormatException foreign) {
            return Optional.empty();
        }
    }

    /** What the comments of all schemas of a migration begin with. */
    static String firstLine(MigrationId id) {
        return MIGRATION + id;
    }

    boolean isOf(MigrationId id) {
        return migration == id.epochMillis();
    }

    String text() {
        List<String> lines = new ArrayList<>(List.of(MIGRATION + migration));
        createdExtensions.forEach(extname -> lines.add(EXTENSION + extname));
        if (strategy == SwapStrategy.MOVE) {
            lines.add(MOVED);
        }
        finalComment.ifPresent(comment -> lines.add(COMMENT + comment));
        return String.join("\n", lines);
    }
}
