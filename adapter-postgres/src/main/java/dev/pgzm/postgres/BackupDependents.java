package dev.pgzm.postgres;

import dev.pgzm.ports.backup.BackupDependent;
import dev.pgzm.ports.catalog.ExternalDependent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what would go with a backup though it is no part of it. */
final class BackupDependents {
    private static final Sql CROSSING = Sql.file("list_crossing_dependencies");
    private static final Sql EXTENSIONS = Sql.file("list_extensions_in_schema");

    private BackupDependents() {}

    static List<BackupDependent> list(Session session, String nspname) {
        Stream<BackupDependent> extensions =
                session.strings("list the backup's extensions", EXTENSIONS, nspname).stream()
                        .map(extname -> new BackupDependent("", "extension " + extname + " lives in it"));
        Stream<BackupDependent> objects = session
                .queryGrownCatalogs(
                        "list what hangs on the backup",
                        CROSSING,
                        row -> dependent(
                                Optional.ofNullable(row.getString("dependent_schema"))
                                        .orElse(""),
                                row.getString("dependent"),
                                row.getString("referenced_object")),
                        "",
                        nspname,
                        "true")
                .stream();
        Stream<BackupDependent> publications =
                PublicationMembers.list(session, new Exchange(nspname, nspname, nspname)).stream()
                        .map(BackupDependents::publication);
        return Stream.of(extensions, objects, publications)
                .flatMap(each -> each)
                .distinct()
                .toList();
    }

    private static BackupDependent publication(ExternalDependent member) {
        return dependent("", member.what(), member.on());
    }

    private static BackupDependent dependent(String nspname, String what, String on) {
        return new BackupDependent(nspname, what + " uses " + on);
    }
}
