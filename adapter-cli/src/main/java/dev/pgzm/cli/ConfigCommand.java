package dev.pgzm.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pgzm.cli.settings.InForce;
import dev.pgzm.cli.settings.Settings;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code pgzm config}: what the commands would be told here. */
@Command(
        name = ConfigCommand.NAME,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Prints every setting that is in force, and where it comes from.",
        description = {
            "A setting comes from a command's option, a variable, the file that --config",
            "names, or is the default; whichever is named first goes before the others.",
            "Every option that is a setting can be given here. Passwords are not printed,",
            "and no server is asked."
        },
        footer = {"pgzm config --config pgzm.yaml"})
final class ConfigCommand extends EngineCommand {
    static final String NAME = "config";

    ConfigCommand(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        CommandLine program = commandLine().getParent();
        List<InForce> settings = ((Settings) program.getDefaultValueProvider())
                .inForce(program, commandLine().getParseResult());
        say(new Result(text(settings), document(settings)));
        return 0;
    }

    private static String text(List<InForce> settings) {
        int keys = settings.stream().mapToInt(each -> each.key().length()).max().orElse(0);
        int values = settings.stream()
                .mapToInt(each -> Math.min(40, each.value().length()))
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        String line = "%-" + keys + "s  %-" + values + "s  %s%n";
        settings.forEach(each -> text.append(line.formatted(each.key(), each.value(), each.origin())));
        return text.toString();
    }

    private static ObjectNode document(List<InForce> settings) {
        ObjectNode document = Result.document("config");
        ArrayNode all = document.putArray("settings");
        settings.forEach(each -> all.addObject()
                .put("key", each.key())
                .put("value", each.value())
                .put("from", each.origin()));
        return document;
    }
}
