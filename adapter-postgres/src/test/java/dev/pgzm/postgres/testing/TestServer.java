package dev.pgzm.postgres.testing;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** A running server that tests make their databases on; one a JVM, started when first asked for. */
public final class TestServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static final Map<Integer, TestServer> MAJORS = new ConcurrentHashMap<>();

    private final ServerAddress address;

    TestServer(ServerAddress address) {
        this.address = address;
    }

    private static final class Shared {
        static final TestServer SERVER = new TestServer(start(ServerKind.choose(
                System::getenv,
                TestServer::dockerAnswers,
                () -> LocalServer.programs().isPresent())));
    }

    public static TestServer shared() {
        return Shared.SERVER;
    }

    /** A server of its own, for tests that stop, fill or reconfigure it. */
    public static LocalServer local(String... settings) {
        return LocalServer.start(LocalServer.programs().orElseThrow(), settings);
    }

    /** The server of a certain major, from the archives that the build has copied. */
    public static TestServer ofMajor(int major) {
        return MAJORS.computeIfAbsent(major, each -> new TestServer(EmbeddedServers.start(each)));
    }

    public ServerAddress address() {
        return address;
    }

    /** A new, empty database. */
    public TestDatabase newDatabase() {
        String name = "t" + ProcessHandle.current().pid() + "_" + DATABASES.incrementAndGet();
        new TestDatabase(address, "postgres").execute("CREATE DATABASE " + name);
        return new TestDatabase(address, name);
    }

    private static boolean dockerAnswers() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    private static ServerAddress start(ServerKind kind) {
        return switch (kind) {
            case GIVEN ->
                new ServerAddress(
                        environment("TEST_PGHOST", "localhost"),
                        Integer.parseInt(environment("TEST_PGPORT", "5432")),
                        environment("TEST_PGUSER", "postgres"),
                        environment("TEST_PGPASSWORD", ""));
            case CONTAINER -> container();
            case LOCAL -> TestServer.local().address();
            case EMBEDDED -> EmbeddedServers.start();
        };
    }

    @SuppressWarnings("resource") // Testcontainers removes the container when the JVM ends
    private static ServerAddress container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:15").withUsername("postgres");
        container.start();
        return new ServerAddress(
                container.getHost(), container.getMappedPort(5432), container.getUsername(), container.getPassword());
    }

    private static String environment(String name, String otherwise) {
        return Optional.ofNullable(System.getenv(name)).orElse(otherwise);
    }

    static void deleteRecursively(java.nio.file.Path directory) throws IOException {
        new ProcessBuilder("rm", "-rf", directory.toString()).start().onExit().join();
    }
}
