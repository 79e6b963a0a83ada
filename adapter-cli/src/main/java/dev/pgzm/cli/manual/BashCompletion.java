package dev.pgzm.cli.manual;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What bash offers for a program's commands and options. An option means the same in all commands. */
final class BashCompletion {
    private final Page program;

    BashCompletion(Page program) {
        this.program = program;
    }

    String text() {
        return """
                # Completes %1$s's commands and options in bash. Generated from the program's own model.

                _%1$s() {
                  local word command='' words='' current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
                  # to bash, the = between an option and its value is a word
                  if [[ $current == = ]]; then
                    current=''
                  elif [[ $before == = ]]; then
                    before=${COMP_WORDS[COMP_CWORD-2]}
                  fi
                  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case $word in
                      %2$s) command=$word; break ;;
                    esac
                  done
                  COMPREPLY=()
                  case $before in
                %3$s  esac
                  case $command in
                %4$s  esac
                  COMPREPLY=($(compgen -W "$words" -- "$current"))
                }

                complete -F _%1$s %1$s
                """.formatted(program.name(), String.join("|", commands()), values(), options());
    }

    private List<String> commands() {
        return program.commands().stream().map(Page::name).toList();
    }

    private static Stream<OptionEntry> entries(Page page) {
        return page.options().values().stream().flatMap(List::stream);
    }

    private static Collection<String> names(Page page) {
        return entries(page).flatMap(entry -> entry.names().stream()).toList();
    }

    private String values() {
        Map<String, String> offers = new TreeMap<>();
        program.commands().stream()
                .flatMap(BashCompletion::entries)
                .filter(OptionEntry::hasValue)
                .filter(entry -> !entry.isValueOptional())
                .forEach(entry -> offers.put(String.join("|", entry.names()), offer(entry)));
        return offers.entrySet().stream()
                .map(each -> "    %s) %sreturn ;;\n".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining());
    }

    private static String offer(OptionEntry entry) {
        if (!entry.choices().isEmpty()) {
            return reply("-W '" + String.join(" ", entry.choices()) + "'");
        }
        return entry.files()
                .map(files -> "local IFS=$'\\n'; compopt -o filenames 2>/dev/null; "
                        + reply(files == OptionEntry.Files.DIRECTORIES ? "-d" : "-f"))
                .orElse("");
    }

    private static String reply(String candidates) {
        return "COMPREPLY=($(compgen " + candidates + " -- \"$current\")); ";
    }

    private String options() {
        Stream<String> first = Stream.concat(commands().stream(), names(program).stream());
        return words("''", first.toList())
                + program.commands().stream()
                        .map(each -> words(
                                each.name(),
                                Stream.concat(each.isHelp() ? commands().stream() : Stream.of(), names(each).stream())
                                        .toList()))
                        .collect(Collectors.joining());
    }

    private static String words(String command, Collection<String> words) {
        return "    %s) words='%s' ;;\n".formatted(command, String.join(" ", words));
    }
}
