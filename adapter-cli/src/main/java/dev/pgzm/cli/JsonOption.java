package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.cli.manual.Heading;
import dev.pgzm.cli.manual.Under;
import dev.pgzm.ports.error.Problem;
import java.io.PrintWriter;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Whether the result is for a program. */
@Under(Heading.OUTPUT)
final class JsonOption {
    private static final String NAME = "--json";

    @Option(names = NAME, description = "Print the result, or the error, as one JSON document on standard output.")
    private boolean asked;

    boolean isAsked() {
        return asked;
    }

    /** Tells a problem to a program, too, if one listens. */
    static void tell(Problem problem, CommandLine command, String... arguments) {
        if (Arrays.asList(arguments).contains(NAME)) {
            print(command.getOut(), ProblemDocument.of(problem));
        }
    }

    static void print(PrintWriter out, ObjectNode document) {
        out.println(document.toPrettyString());
        out.flush();
    }
}
