package dev.pgzm.cli.settings;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.error.Similar;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A file of settings, {@code key: value} each, in YAML. All that is wrong with it is told at once. */
final class ConfigFile {
    private static final Pattern PASSWORD = Pattern.compile("(?i)passw(?:or)?d$");

    private final Path path;
    private final Map<String, Setting> known;
    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    /**
     * What a key was given.
     *
     * @param line its number, from 1
     */
    record Value(String text, int line) {}

    private ConfigFile(Path path, Map<String, Setting> known) {
        this.path = path;
        this.known = known;
    }

    /**
     * Reads a file whose every key is known and whose every value can be read.
     *
     * @throws MigrationException with {@code CONFIGURATION} and all that is wrong
     */
    static ConfigFile read(Path path, Map<String, Setting> known) {
        ConfigFile file = new ConfigFile(path, known);
        file.take(file.text());
        if (!file.problems.isEmpty()) {
            throw new MigrationException(Problem.of(
                            ErrorCode.CONFIGURATION,
                            "Cannot use the settings of " + path + ": " + file.count() + " wrong")
                    .withDetail(String.join("\n", file.problems))
                    .withHint("Run 'pgzm config --help', or see docs/settings.md for the keys.")
                    .withOutcome("Nothing was changed."));
        }
        return file;
    }

    Optional<Value> value(String key) {
        return Optional.ofNullable(values.get(key));
    }

    /** A line of the file, for a person. */
    String place(int line) {
        return path + ":" + line;
    }

    private String count() {
        return problems.size() == 1 ? "something is" : problems.size() + " things are";
    }

    private String text() {
        try {
            return Files.readString(path);
        } catch (NoSuchFileException missing) {
            throw unreadable("There is no such file.", missing);
        } catch (CharacterCodingException foreign) {
            throw unreadable("It is not in UTF-8.", foreign);
        } catch (IOException unreadable) {
            throw unreadable(Files.isDirectory(path) ? "It is a directory." : "It cannot be read.", unreadable);
        }
    }

    private MigrationException unreadable(String why, IOException cause) {
        return new MigrationException(
                Problem.of(ErrorCode.CONFIGURATION, "Cannot read the settings of " + path)
                        .withDetail(why)
                        .withHint("Change " + Settings.CONFIG + " or PGZM_CONFIG.")
                        .withOutcome("Nothing was changed."),
                cause);
    }

    private void take(String text) {
        try {
            Optional<Node> root =
                    new Compose(LoadSettings.builder().setLabel(path.toString()).build()).composeString(text);
            root.ifPresent(node -> {
                if (node instanceof MappingNode mapping) {
                    mapping.getValue().forEach(this::take);
                } else {
                    problem(node, "settings are written as \"key: value\", one a line");
                }
            });
        } catch (MarkedYamlEngineException malformed) {
            int line = malformed.getProblemMark().map(Mark::getLine).orElse(0) + 1;
            problems.add(place(line) + ": this is not YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            // its message may quote the file
            problems.add(path + ": this is not YAML: it holds characters that no text has");
        }
    }

    private void take(NodeTuple entry) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        @Nullable Setting setting = known.get(key);
        if (setting == null) {
            problem(entry.getKeyNode(), unknown(key));
        } else if (values.containsKey(key)) {
            problem(
                    entry.getKeyNode(),
                    "\"" + key + "\" is set twice, here and in line "
                            + value(key).map(Value::line).orElse(0));
        } else {
            scalar(entry.getValueNode(), setting)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> {
                        values.put(key, new Value(text, line(entry.getKeyNode())));
                        setting.fault(text).ifPresent(fault -> problem(entry.getValueNode(), fault));
                    });
        }
    }

    private String unknown(String key) {
        if (PASSWORD.matcher(key).find()) {
            return "no password stands in this file: name a file that holds it with \"source-password-file\" or"
                    + " \"dest-password-file\"";
        }
        return "unknown key \"" + key + "\""
                + Similar.to(key, known.keySet())
                        .map(": did you mean \"%s\"?"::formatted)
                        .orElse("");
    }

    /** Empty where the value was told to be wrong, or is none. */
    private Optional<String> scalar(Node node, Setting setting) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? Optional.empty() : Optional.of(scalar.getValue());
        }
        if (setting.takesAList()
                && node instanceof SequenceNode list
                && list.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            return Optional.of(list.getValue().stream()
                    .map(each -> ((ScalarNode) each).getValue())
                    .collect(Collectors.joining(",")));
        }
        problem(
                node,
                "\"" + setting.key() + "\" takes one " + (setting.takesAList() ? "name, or a list of names" : "value"));
        return Optional.empty();
    }

    private void problem(Node at, String what) {
        problems.add(place(line(at)) + ": " + what);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }
}
