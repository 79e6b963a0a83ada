package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.ClientTools;
import dev.pgzm.ports.dump.SchemaScript;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.Archive;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.ports.plan.HostAddress;
import dev.pgzm.ports.plan.Plan;
import dev.pgzm.ports.plan.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs {@code pg_dump} in a snapshot: for an archive, and for the schema script, where it writes into {@code pg_restore}, whose
 * verbose script names each entry's dependencies; pg_dump's own plain output leaves them out.
 */
final class PgDump {
    private static final Pattern NOT_PROGRESS = Pattern.compile("error:|warning:|detail:|hint:");

    private final ClientTools tools;

    PgDump(ClientTools tools) {
        this.tools = tools;
    }

    /**
     * @param snapshot as {@code pg_export_snapshot} named it
     * @param meanwhile what is done while pg_dump reads the catalogs; its failure ends pg_dump and is passed on
     * @throws MigrationException with {@code SOURCE_FAILED}
     */
    SchemaScript schema(Plan plan, String snapshot, Runnable meanwhile) {
        try {
            Path errors = Files.createTempFile("pgzm-", ".log");
            try {
                return run(plan, snapshot, errors, meanwhile);
            } finally {
                Files.delete(errors);
            }
        } catch (IOException failed) {
            throw new MigrationException(
                    Problem.of(ErrorCode.SOURCE_FAILED, "Cannot run pg_dump: " + failed.getMessage())
                            .withDetail("Directory of the client programs: " + tools.directory())
                            .withHint(
                                    "Check that the programs there run, and that the temporary directory is writable."),
                    failed);
        }
    }

    private SchemaScript run(Plan plan, String snapshot, Path errors, Runnable meanwhile) throws IOException {
        ProcessBuilder restore = new ProcessBuilder(program("pg_restore"), "--verbose", "--file=-");
        restore.redirectError(ProcessBuilder.Redirect.DISCARD);
        ProcessBuilder dump = dump(plan, snapshot, "--schema-only", "--format=custom", "--compress=0");
        dump.redirectError(errors.toFile());
        List<Process> pipeline = ProcessBuilder.startPipeline(List.of(dump, restore));
        try {
            meanwhile.run();
            String script = new String(pipeline.get(1).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            for (Process process : pipeline) {
                if (process.waitFor() != 0) {
                    throw failure("read the source's schema", Files.readString(errors));
                }
            }
            return ScriptReader.read(script);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MigrationException(Problem.of(ErrorCode.INTERRUPTED, "Interrupted while pg_dump ran"), stopped);
        } finally {
            pipeline.forEach(Process::destroy);
        }
    }

    /**
     * Writes schema and rows into an empty directory, each file forced to disk; on an interrupt nothing goes on.
     *
     * @throws MigrationException with {@code SOURCE_FAILED}
     */
    void archive(Plan plan, String snapshot, Path directory) {
        Archive archive = plan.archive().orElseThrow();
        ProcessBuilder dump = dump(
                plan,
                snapshot,
                "--format=directory",
                "--compress=" + archive.compression().option(),
                "--jobs=" + plan.jobs(),
                "--file=" + directory,
                // tells of each table: pg_dump dies of a message that nobody reads, and so it does not outlive this
                // process long
                "--verbose");
        try {
            Process process = dump.start();
            CompletableFuture<String> messages = CompletableFuture.supplyAsync(() -> messages(process));
            try {
                if (process.waitFor() != 0) {
                    throw failure("write the archive", messages.join());
                }
            } finally {
                process.destroy();
                // so that nobody writes into the directory any more
                process.onExit().join();
            }
        } catch (IOException failed) {
            throw new MigrationException(
                    Problem.of(ErrorCode.SOURCE_FAILED, "Cannot run pg_dump: " + failed.getMessage())
                            .withDetail("Directory of the client programs: " + tools.directory())
                            .withHint("Check that the programs there run."),
                    failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new MigrationException(Problem.of(ErrorCode.INTERRUPTED, "Interrupted while pg_dump ran"), stopped);
        }
    }

    /** All that it writes until its end, but for what it says of its progress. */
    private static String messages(Process process) {
        try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
            return lines.lines()
                    .filter(line -> NOT_PROGRESS.matcher(line).find())
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException closed) {
            return "";
        }
    }

    private ProcessBuilder dump(Plan plan, String snapshot, String... options) {
        DatabaseUrl url = plan.source();
        ProcessBuilder dump = new ProcessBuilder(
                program("pg_dump"),
                "--dbname=" + connectionString(url),
                "--encoding=UTF8",
                "--no-publications",
                "--no-subscriptions",
                "--lock-wait-timeout=60s",
                "--snapshot=" + snapshot,
                "--schema=" + exactPattern(plan.liveSchema()));
        dump.command().addAll(List.of(options));
        url.password()
                .map(Secret::reveal)
                .ifPresent(password -> dump.environment().put("PGPASSWORD", password));
        // the connection string says it all; to libpq, a service's password would go before the variable above
        dump.environment().remove("PGSERVICE");
        return dump;
    }

    private String program(String name) {
        return tools.directory().resolve(name).toString();
    }

    /** A pattern that matches this name alone: quoted, it is taken literally. */
    private static String exactPattern(String schema) {
        return Identifiers.quote(schema);
    }

    /** A libpq connection string; the password goes another way, because argv can be read by every process. */
    private static String connectionString(DatabaseUrl url) {
        Map<String, String> settings = new java.util.LinkedHashMap<>(url.parameters());
        settings.put("host", join(url, HostAddress::host));
        settings.put("port", join(url, address -> Integer.toString(address.port())));
        settings.put("user", url.user());
        settings.put("dbname", url.database());
        settings.putIfAbsent("application_name", "pgzm");
        // pg_dump writes strings as the database's setting has them, and SqlLexer reads them as the standard has them
        settings.merge("options", "-c standard_conforming_strings=on", (own, more) -> own + " " + more);
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + "='"
                        + setting.getValue().replace("\\", "\\\\").replace("'", "\\'") + "'")
                .collect(Collectors.joining(" "));
    }

    private static String join(DatabaseUrl url, Function<HostAddress, String> part) {
        return url.hosts().stream().map(part).collect(Collectors.joining(","));
    }

    private static MigrationException failure(String doing, String errors) {
        String message = errors.lines()
                .filter(line -> line.contains("error:"))
                .findFirst()
                .orElse("pg_dump ended with an error");
        String remedy = "Mend the cause on the source";
        if (errors.contains("max_locks_per_transaction")) {
            remedy = "Raise max_locks_per_transaction of the source (each table is locked twice)";
        } else if (errors.contains("No space left on device")) {
            remedy = "Name another directory with --archive-dir, or compress with --compress";
        }
        return new MigrationException(Problem.of(ErrorCode.SOURCE_FAILED, "Cannot " + doing + ": " + message)
                .withDetail(errors.strip())
                .withHint(remedy + ", then run the command again."));
    }
}
