package dev.pgzm.postgres;

import dev.pgzm.ports.backup.BackupDependent;
import dev.pgzm.ports.catalog.ExternalDependent;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Finds what would go with a backup though it is no part of it. */
final class BackupDependents {
    private static final Sql CROSSING = Sql.file("list_crossing_dependencies");
    private static final Sql EXTENSIONS = Sql.file("list_extensions_in_schema");

    private BackupDependents() {}

    static List<BackupDependent> list(Session session, String nspname) {
        Questions questions = new Questions(session);
        Supplier<List<BackupDependent>> extensions = questions.ask(
                "list the backup's extensions",
                EXTENSIONS,
                row -> new BackupDependent("", "extension " + row.getString(1) + " lives in it"),
                nspname);
        Supplier<List<BackupDependent>> objects = questions.askGrownCatalogs(
                "list what hangs on the backup",
                CROSSING,
                row -> dependent(
                        Optional.ofNullable(row.getString("dependent_schema")).orElse(""),
                        row.getString("dependent"),
                        row.getString("referenced_object")),
                "",
                nspname,
                "true");
        Supplier<List<ExternalDependent>> publications =
                PublicationMembers.ask(questions, session.serverMajor(), new Exchange(nspname, nspname, nspname));
        return Stream.of(
                        extensions.get().stream(),
                        objects.get().stream(),
                        publications.get().stream().map(BackupDependents::publication))
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
