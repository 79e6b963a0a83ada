package dev.pgzm.cli;

import dev.pgzm.ports.plan.DatabaseUrl;
import java.util.regex.Pattern;

/** A command as a person would type it. */
final class NextCommand {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_%+,./:=@-]+");

    private NextCommand() {}

    static String swap(DatabaseUrl destination) {
        return of("swap", destination);
    }

    /**
     * A command on a destination.
     *
     * @param command with its options, but for {@code --dest}
     */
    static String of(String command, DatabaseUrl destination) {
        String uri = destination.uri();
        return "pgzm " + command + " --dest "
                + (PLAIN.matcher(uri).matches() ? uri : "'" + uri.replace("'", "'\\''") + "'");
    }
}
