package dev.pgzm.postgres;

import dev.pgzm.ports.plan.MigrationId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.immutables.value.Value;
import org.jspecify.annotations.Nullable;

/** What the comment on a backup says besides the mark that every schema of this tool has. */
@Value.Immutable
interface BackupMark {
    String LIVE = "live as ";
    String OWN_TYPES = "own types ";
    String OWN_EXTENSION = "own extension ";
    String ROLLBACK = "replaced by rollback to ";
    String DROPPING = "pgzm has begun to drop this backup";

    /** The mark; the extensions that it names came to the database for the schema that replaced this one. */
    SchemaMark schema();

    /** What the backup was called when it was live. */
    Optional<String> liveSchema();

    /** The OIDs of the types that it had then. Those that its successor has kept stand there now. */
    Set<Long> ownTypes();

    /** Extensions that came to the database for this schema, and can go with it. */
    List<String> ownExtensions();

    /** The backup that replaced this one in a rollback; empty where a migration's schema did. */
    Optional<MigrationId> promoted();

    /** Reads a backup's comment; empty if it is none of this tool's. */
    static Optional<BackupMark> parse(@Nullable String comment) {
        return SchemaMark.parse(comment)
                .map(mark -> ImmutableBackupMark.builder()
                        .schema(mark)
                        .liveSchema(values(comment, mark, LIVE).stream().findFirst())
                        .ownTypes(oids(values(comment, mark, OWN_TYPES)))
                        .ownExtensions(values(comment, mark, OWN_EXTENSION))
                        .promoted(values(comment, mark, ROLLBACK).stream()
                                .findFirst()
                                .map(Long::valueOf)
                                .map(MigrationId::new))
                        .build());
    }

    private static List<Long> oids(List<String> lines) {
        return lines.stream()
                .flatMap(line -> Arrays.stream(line.split(" ")))
                .map(Long::valueOf)
                .toList();
    }

    /** The lines of the mark, without those of the comment that it keeps. */
    private static List<String> values(@Nullable String comment, SchemaMark mark, String prefix) {
        String text = comment == null ? "" : comment;
        int kept = mark.finalComment().map(String::length).orElse(0);
        return text.substring(0, text.length() - kept)
                .lines()
                .filter(line -> line.startsWith(prefix))
                .map(line -> line.substring(prefix.length()))
                .toList();
    }

    default String text() {
        List<String> lines = new ArrayList<>();
        liveSchema().ifPresent(name -> lines.add(LIVE + name));
        if (!ownTypes().isEmpty()) {
            lines.add(OWN_TYPES
                    + ownTypes().stream().sorted().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        ownExtensions().forEach(extname -> lines.add(OWN_EXTENSION + extname));
        promoted().ifPresent(id -> lines.add(ROLLBACK + id));
        return behindFirstLine(schema().text(), lines);
    }

    /** The comment of a backup that is being dropped, whoever's backup it is. */
    static String dropping(Optional<String> comment) {
        String text = comment.orElse("");
        if (isDropping(text)) {
            return text;
        }
        return SchemaMark.parse(text).isPresent() ? behindFirstLine(text, List.of(DROPPING)) : DROPPING + "\n" + text;
    }

    static boolean isDropping(@Nullable String comment) {
        return comment != null && comment.lines().limit(2).anyMatch(DROPPING::equals);
    }

    private static String behindFirstLine(String text, List<String> lines) {
        int end = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
        return text.substring(0, end)
                + String.join("", lines.stream().map(line -> "\n" + line).toList())
                + text.substring(end);
    }
}
