package dev.pgzm.postgres.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A cluster of its own, made and run with the machine's programs; as another user where the tests run as root. */
public final class LocalServer implements AutoCloseable {
    private static final String PASSWORD = "s3cret of the tests";

    private final Path programs;
    private final Path home;
    private final int port;

    private LocalServer(Path programs, Path home, int port) {
        this.programs = programs;
        this.home = home;
        this.port = port;
    }

    /** The directory of the newest server on this machine. */
    public static Optional<Path> programs() {
        Path root = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(root)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(root)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Comparator.naturalOrder());
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static LocalServer start(Path programs, String... settings) {
        try {
            Path home = Files.createTempDirectory("pgzm-server-");
            if (isRoot()) {
                run("chown", user(), home.toString());
            }
            int port = freePort();
            Path password = Files.writeString(home.resolve("password"), PASSWORD + "\n");
            LocalServer server = new LocalServer(programs, home, port);
            server.asServerUser(
                    "initdb",
                    "--pgdata=" + home.resolve("data"),
                    "--username=postgres",
                    "--auth=scram-sha-256",
                    "--pwfile=" + password,
                    "--encoding=UTF8",
                    "--locale=C.UTF-8",
                    "--no-sync");
            server.configure(settings);
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return server;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A physical replica of this server, which must have senders of WAL; both know it by that name. */
    public LocalServer standby(String name) {
        try {
            Path itsHome = Files.createTempDirectory("pgzm-standby-");
            if (isRoot()) {
                run("chown", user(), itsHome.toString());
            }
            LocalServer standby = new LocalServer(programs, itsHome, freePort());
            asServerUser(
                    "pg_basebackup",
                    "--pgdata=" + standby.data(),
                    "--dbname=host=localhost port=" + port + " user=postgres password='" + PASSWORD + "'",
                    "--checkpoint=fast",
                    "--write-recovery-conf",
                    "--no-sync");
            standby.append("port = " + standby.port, "cluster_name = '" + name + "'");
            standby.start();
            Runtime.getRuntime().addShutdownHook(new Thread(standby::close));
            return standby;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public ServerAddress address() {
        return new ServerAddress("localhost", port, "postgres", PASSWORD);
    }

    public TestServer server() {
        return new TestServer(address());
    }

    /** A tablespace that holds that many megabytes, on a disk of its own; only root can make one. */
    public Path smallDisk(int megabytes) {
        Path disk = home.resolve("small-disk");
        run("mkdir", disk.toString());
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", disk.toString());
        run("chown", user(), disk.toString());
        return disk;
    }

    public void start() {
        asServerUser("pg_ctl", "start", "--wait", "--pgdata=" + data(), "--log=" + home.resolve("log"));
    }

    public void stopImmediately() {
        asServerUser("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata=" + data());
    }

    private void configure(String... settings) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "port = " + port,
                "listen_addresses = 'localhost'",
                "unix_socket_directories = ''",
                "fsync = off",
                "max_wal_size = '4GB'",
                "autovacuum = off",
                // to compile the tests' queries of the catalogs takes longer than to run them
                "jit = off",
                // nothing but the tests' own work writes WAL
                "wal_level = minimal",
                "max_wal_senders = 0",
                "checkpoint_timeout = '1h'",
                "max_connections = 50"));
        lines.addAll(List.of(settings));
        append(lines.toArray(String[]::new));
    }

    private void append(String... lines) throws IOException {
        Files.writeString(
                home.resolve("data/postgresql.conf"),
                String.join("\n", lines) + "\n",
                java.nio.file.StandardOpenOption.APPEND);
    }

    private Path data() {
        return home.resolve("data");
    }

    private void asServerUser(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            command.addAll(List.of("runuser", "-u", user(), "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " exited with " + process.exitValue());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    private static String user() throws UncheckedIOException {
        try {
            return Files.readString(Path.of("/etc/passwd"), StandardCharsets.UTF_8)
                            .contains("\npostgres:")
                    ? "postgres"
                    : "nobody";
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        if (Files.exists(data().resolve("postmaster.pid"))) {
            stopImmediately();
        }
        if (Files.exists(home.resolve("small-disk"))) {
            run("umount", home.resolve("small-disk").toString());
        }
        try {
            TestServer.deleteRecursively(home);
        } catch (IOException left) {
            throw new UncheckedIOException(left);
        }
    }
}
