package dev.pgzm.ports.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Connection parameters under a name, in the places where libpq looks for them.
 *
 * @see <a href="https://www.postgresql.org/docs/current/libpq-pgservice.html">The Connection Service File</a>
 */
final class ServiceFile {
    private static final String USERS = ".pg_service.conf";
    private static final String SYSTEMS = "pg_service.conf";
    // where libpq was built to look on Debian, and where its documentation says
    private static final List<String> SYSTEM_DIRECTORIES = List.of("/etc/postgresql-common", "/etc");

    private final Function<String, @Nullable String> environment;

    ServiceFile(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /**
     * What a service says, by libpq's names.
     *
     * @throws IllegalArgumentException if nobody defines it, or a file cannot be read
     */
    Map<String, String> service(String name) {
        for (Path file : List.of(users(), system())) {
            Optional<Map<String, String>> found = Files.exists(file) ? find(name, file) : Optional.empty();
            if (found.isPresent()) {
                return found.get();
            }
        }
        throw new IllegalArgumentException("service \"" + name + "\" is not defined in " + users() + " or " + system());
    }

    private Path users() {
        String named = variable("PGSERVICEFILE");
        return named.isEmpty() ? Path.of(System.getProperty("user.home"), USERS) : Path.of(named);
    }

    private Path system() {
        String named = variable("PGSYSCONFDIR");
        if (!named.isEmpty()) {
            return Path.of(named, SYSTEMS);
        }
        return SYSTEM_DIRECTORIES.stream()
                .map(directory -> Path.of(directory, SYSTEMS))
                .filter(Files::exists)
                .findFirst()
                .orElse(Path.of(SYSTEM_DIRECTORIES.get(0), SYSTEMS));
    }

    private static Optional<Map<String, String>> find(String name, Path file) {
        Map<String, String> parameters = new TreeMap<>();
        boolean inside = false;
        boolean found = false;
        int number = 0;
        for (String line : lines(file)) {
            number++;
            String text = line.strip();
            if (text.startsWith("[")) {
                inside = !found && text.equals("[" + name + "]");
                found |= inside;
            } else if (inside && !text.isEmpty() && !text.startsWith("#")) {
                int equals = text.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("line " + number + " of " + file + " is not \"name=value\"");
                }
                // libpq takes the first of two as well
                parameters.putIfAbsent(text.substring(0, equals), text.substring(equals + 1));
            }
        }
        return found ? Optional.of(parameters) : Optional.empty();
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the service file " + file + " cannot be read: " + unreadable, unreadable);
        }
    }

    private String variable(String name) {
        String value = environment.apply(name);
        return value == null ? "" : value;
    }
}
