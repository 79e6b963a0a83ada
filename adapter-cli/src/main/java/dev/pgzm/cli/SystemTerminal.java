package dev.pgzm.cli;

import java.io.Console;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The terminal that the process was started from. */
final class SystemTerminal implements Terminal {
    private final @Nullable Console console = System.console();

    @SuppressWarnings("SystemConsoleNull") // both the Java that gives null and the one that does not are asked
    @Override
    public boolean isThere() {
        return console != null && isTerminal(console);
    }

    // since Java 22 there may be a console without a terminal:
    // https://docs.oracle.com/en/java/javase/22/docs/api/java.base/java/io/Console.html#isTerminal()
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (ReflectiveOperationException unanswered) {
            return false;
        }
    }

    @Override
    public String ask(String question) {
        String answer = Objects.requireNonNull(console, "no terminal").readLine("%s", question);
        return Objects.requireNonNullElse(answer, "");
    }
}
