package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ClientTools;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Plan;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds pg_dump and pg_restore on this machine. */
final class ClientPrograms {
    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+).*");
    private static final Path DISPATCHER = Path.of("pg_wrapper");
    private static final List<Path> VERSIONED_ROOTS = List.of(Path.of("/usr/lib/postgresql"), Path.of("/usr"));

    private ClientPrograms() {}

    /**
     * The programs of the directory asked for, or else the first on PATH or in the distributions' own directories that
     * can dump a server of this major version: pg_dump refuses a server newer than itself. Those that can compress as the plan's
     * archive wants it are preferred.
     *
     * @throws MigrationException with {@code PREFLIGHT}
     */
    static ClientTools find(Plan plan, int serverMajor) {
        List<ClientTools> found = plan.clientTools().map(List::of).orElseGet(ClientPrograms::candidates).stream()
                .flatMap(directory -> version(directory).stream())
                .toList();
        int wanted = plan.archive()
                .map(archive -> archive.compression().sinceMajor())
                .orElse(0);
        List<ClientTools> fit =
                found.stream().filter(tools -> tools.major() >= serverMajor).toList();
        return fit.stream()
                .filter(tools -> tools.major() >= wanted)
                .findFirst()
                .or(() -> fit.stream().findFirst())
                .orElseThrow(() -> missing(found, serverMajor));
    }

    private static MigrationException missing(List<ClientTools> found, int serverMajor) {
        String detail = found.isEmpty()
                ? "No pg_dump with its pg_restore was found on PATH or in /usr/lib/postgresql/*/bin."
                : "pg_dump must not be older than the server; the newest found is "
                        + found.stream().mapToInt(ClientTools::major).max().orElse(0) + ", the source is "
                        + serverMajor + ".";
        return new MigrationException(Problem.of(
                        ErrorCode.PREFLIGHT,
                        "Cannot dump a PostgreSQL " + serverMajor + " server with the programs here")
                .withDetail(detail)
                .withHint("Install the package postgresql-client-" + serverMajor
                        + " or a newer one, or put its programs on PATH.")
                .withOutcome("Nothing was changed."));
    }

    private static List<Path> candidates() {
        List<Path> directories = new ArrayList<>();
        for (String each : Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator)) {
            directories.add(Path.of(each));
        }
        directories.removeIf(ClientPrograms::holdsDispatcher);
        VERSIONED_ROOTS.forEach(root -> directories.addAll(versioned(root)));
        return directories;
    }

    /** Debian's pg_dump on PATH is a Perl script that looks into the same directories, and takes longer for that than to dump a schema. */
    private static boolean holdsDispatcher(Path directory) {
        try {
            return directory.resolve("pg_dump").toRealPath().endsWith(DISPATCHER);
        } catch (IOException notThere) {
            return false;
        }
    }

    private static List<Path> versioned(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(root)) {
            return children.map(child -> child.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("pg_dump")))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Optional<ClientTools> version(Path directory) {
        if (!Files.isExecutable(directory.resolve("pg_dump")) || !Files.isExecutable(directory.resolve("pg_restore"))) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder(directory.resolve("pg_dump").toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            Matcher version = VERSION.matcher(output);
            return version.matches()
                    ? Optional.of(new ClientTools(directory, Integer.parseInt(version.group(1))))
                    : Optional.empty();
        } catch (IOException notRunnable) {
            return Optional.empty();
        }
    }
}
