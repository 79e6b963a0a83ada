package dev.pgzm.cli.manual;

import java.util.List;
import java.util.stream.Collectors;

/** What zsh offers for a program's commands and options, each with what it means. */
final class ZshCompletion {
    private final Page program;

    ZshCompletion(Page program) {
        this.program = program;
    }

    String text() {
        return """
                #compdef %1$s
                # Completes %1$s's commands and options in zsh. Generated from the program's own model.

                _%1$s() {
                  local context state state_descr line
                  local -A opt_args
                  _arguments -C \\
                %2$s    '1:command:->command' \\
                    '*::argument:->argument'
                  case $state in
                    command)
                      local -a commands=(
                %3$s      )
                      _describe command commands
                      ;;
                    argument)
                      case $line[1] in
                %4$s      esac
                      ;;
                  esac
                }

                _%1$s "$@"
                """.formatted(program.name(), options(program, 4), commands(), arguments());
    }

    private String commands() {
        return program.commands().stream()
                .map(each -> "        '%s:%s'\n"
                        .formatted(each.name(), quoted(each.summary().replace(":", "\\:"))))
                .collect(Collectors.joining());
    }

    private String arguments() {
        return program.commands().stream()
                .map(each -> "        %s)\n          _arguments \\\n%s%s            && return\n          ;;\n"
                        .formatted(each.name(), options(each, 12), each.isHelp() ? names() : ""))
                .collect(Collectors.joining());
    }

    private String names() {
        return "            '1:command:(%s)' \\\n"
                .formatted(program.commands().stream().map(Page::name).collect(Collectors.joining(" ")));
    }

    private static String options(Page page, int indent) {
        return page.options().values().stream()
                .flatMap(List::stream)
                .map(ZshCompletion::option)
                .map(option -> " ".repeat(indent) + option + " \\\n")
                .collect(Collectors.joining());
    }

    private static String option(OptionEntry entry) {
        List<String> names = entry.names().stream()
                .map(name -> name + assignment(entry, name))
                .toList();
        String rest = "[" + bracketed(entry.meaning()) + "]" + value(entry);
        return names.size() == 1
                ? "'" + names.get(0) + quoted(rest) + "'"
                : "'(%s)'{%s}'%s'"
                        .formatted(
                                String.join(" ", entry.names()),
                                names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(",")),
                                quoted(rest));
    }

    /** How a value is given: behind "=" or in the next word; one that may be left out, behind "=" only. */
    private static String assignment(OptionEntry entry, String name) {
        if (!entry.hasValue()) {
            return "";
        }
        String separator = name.startsWith("--") ? "=" : "+";
        return entry.isValueOptional() ? "=-" : separator;
    }

    private static String value(OptionEntry entry) {
        if (!entry.hasValue()) {
            return "";
        }
        String message = bracketed(entry.valueName()).replace(":", "\\:");
        return (entry.isValueOptional() ? "::" : ":") + message + ":" + action(entry);
    }

    private static String action(OptionEntry entry) {
        if (!entry.choices().isEmpty()) {
            return "(" + String.join(" ", entry.choices()) + ")";
        }
        return entry.files()
                .map(files -> files == OptionEntry.Files.DIRECTORIES ? "_files -/" : "_files")
                .orElse("");
    }

    private static String bracketed(String words) {
        return words.replace("[", "\\[").replace("]", "\\]");
    }

    private static String quoted(String words) {
        return words.replace("'", "'\\''");
    }
}
