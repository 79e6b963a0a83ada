package dev.pgzm.state.file;

import dev.pgzm.ports.plan.Goal;
import dev.pgzm.ports.plan.ImmutablePlan;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.state.ImmutableMigrationState;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.Step;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads state documents of format 1, which release 0.1 wrote: it knew no plan and no goal but the whole way. */
final class FirstFormat {
    // as DatabaseUrl.display() writes it: nothing is percent-encoded, and a user may hold an @
    private static final Pattern DISPLAYED =
            Pattern.compile("postgresql://(?<user>.*)@(?<hosts>[^@/]+)/(?<database>.*)");

    private FirstFormat() {}

    static MigrationState read(Members document) {
        return ImmutableMigrationState.builder()
                .id(new MigrationId(document.number("id")))
                .version(document.number("version"))
                .status(document.choice("status", MigrationStatus.class))
                .goal(Goal.COMPLETED)
                .plan(ImmutablePlan.builder()
                        .source(document.url("source", FirstFormat::percentEncoded))
                        .destination(document.url("destination", FirstFormat::percentEncoded))
                        .jobs(1)
                        .build())
                .steps(steps(document.members("durations")))
                .failure(document.optional("failure", document::text))
                .build();
    }

    private static String percentEncoded(String displayed) {
        Matcher url = DISPLAYED.matcher(displayed);
        if (!url.matches()) {
            throw new IllegalArgumentException("it looks like postgresql://user@host:5432/database");
        }
        return "postgresql://" + encode(url.group("user")) + "@" + url.group("hosts") + "/"
                + encode(url.group("database"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<Step> steps(Members durations) {
        Map<MigrationStatus, Duration> took = new EnumMap<>(MigrationStatus.class);
        durations.all(durations::duration).forEach((name, duration) -> took.put(status(name), duration));
        return took.entrySet().stream()
                .map(each -> new Step(each.getKey(), Optional.empty(), Optional.of(each.getValue()), Map.of()))
                .toList();
    }

    private static MigrationStatus status(String name) {
        try {
            return MigrationStatus.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("its member durations is malformed: " + name, unknown);
        }
    }
}
