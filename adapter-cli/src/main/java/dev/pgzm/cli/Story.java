package dev.pgzm.cli;

import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.chronicle.Wait;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A chronicle as texts, which the pages of a report only arrange. */
final class Story {
    private static final Map<String, String> ENVIRONMENT = new LinkedHashMap<>();

    static {
        ENVIRONMENT.put("version", "pgzm");
        ENVIRONMENT.put("sourceServer", "Source");
        ENVIRONMENT.put("destinationServer", "Destination");
        ENVIRONMENT.put("host", "Ran on");
        ENVIRONMENT.put("user", "As user");
        ENVIRONMENT.put("system", "System");
        ENVIRONMENT.put("processors", "Processors");
        ENVIRONMENT.put("java", "Java");
    }

    private final Chronicle chronicle;

    Story(Chronicle chronicle) {
        this.chronicle = chronicle;
    }

    /** A name and a value. */
    record Fact(String name, String value) {}

    /** A number that a reader looks for first. */
    record Figure(String value, String unit, String label) {}

    /** One run, with lists of none or one where templates want to know whether there is something. */
    record RunStory(
            String command,
            String when,
            String took,
            List<ProblemStory> problem,
            List<StepStory> steps,
            List<Picture> picture,
            List<WaitStory> waits,
            String moreWaits) {
        boolean hasWaits() {
            return !waits.isEmpty();
        }
    }

    /** Why a run failed; what is not known is empty. */
    record ProblemStory(String message, String detail, String outcome, String hint) {}

    /** A step of a run. */
    record StepStory(String name, String took, String figures) {}

    /** A time that was waited for others. */
    record WaitStory(String at, String what) {}

    /** What was found, once. */
    record FindingStory(String look, String what, String why, String remedy) {}

    String id() {
        return chronicle.id().toString();
    }

    Verdict verdict() {
        return Verdict.of(chronicle);
    }

    /** Why the last run failed; empty if it did not. */
    String reason() {
        return chronicle
                .chapters()
                .get(chronicle.chapters().size() - 1)
                .problem()
                .map(Problem::message)
                .orElse("");
    }

    boolean hasCommands() {
        return !verdict().commands().isEmpty();
    }

    String title() {
        return chronicle.plan().destination().database() + ": " + verdict().title();
    }

    String begun() {
        return Moments.date(Instant.ofEpochMilli(chronicle.id().epochMillis()));
    }

    String from() {
        return chronicle.plan().restoresEarlierArchive()
                ? "an archive"
                : chronicle.plan().source().database() + " on "
                        + chronicle.plan().source().hosts().get(0);
    }

    String to() {
        return chronicle.plan().destination().database() + " on "
                + chronicle.plan().destination().hosts().get(0);
    }

    List<Fact> asked() {
        return new Asked(chronicle.plan()).facts();
    }

    List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        step(MigrationStatus.RESTORING)
                .map(Step::figures)
                .filter(each -> each.containsKey("rows"))
                .ifPresent(copied -> {
                    figures.add(figure(Sizes.count(copied.getOrDefault("tables", 0L)), "tables"));
                    figures.add(figure(Sizes.count(copied.getOrDefault("rows", 0L)), "rows copied"));
                    figures.add(figure(Sizes.bytes(copied.getOrDefault("bytes", 0L)), "relayed"));
                });
        figures.add(figure(Sizes.duration(workTime()), chronicle.chapters().size() == 1 ? "in all" : "in all runs"));
        swap().ifPresent(swap ->
                figures.add(figure(Sizes.duration(micros(swap, "stalledMicros")), "writers were held off")));
        return figures;
    }

    private static Figure figure(String text, String label) {
        int blank = text.indexOf(' ');
        return blank < 0
                ? new Figure(text, "", label)
                : new Figure(text.substring(0, blank), text.substring(blank + 1), label);
    }

    private Duration workTime() {
        return chronicle.chapters().stream().map(Chapter::took).reduce(Duration.ZERO, Duration::plus);
    }

    /** One sentence; empty where nothing was swapped. */
    String swapStory() {
        return swap().map(swap -> {
                    long attempts = swap.getOrDefault("attempts", 1L);
                    return "It was made in attempt " + attempts + ", after "
                            + Sizes.duration(Duration.ofMillis(swap.getOrDefault("waitedMillis", 0L)))
                            + " of waiting for locks. From the first lock to the commit writers were held off for "
                            + Sizes.duration(micros(swap, "stalledMicros")) + ".";
                })
                .orElse("");
    }

    private static Duration micros(Map<String, Long> figures, String name) {
        return Duration.ofNanos(figures.getOrDefault(name, 0L) * 1000);
    }

    private Optional<Map<String, Long>> swap() {
        return step(MigrationStatus.SWAPPING).map(Step::figures).filter(figures -> figures.containsKey("attempts"));
    }

    /** The last of its kind that has ended. */
    private Optional<Step> step(MigrationStatus status) {
        return chronicle.chapters().stream()
                .flatMap(chapter -> chapter.steps().stream())
                .filter(step -> step.status() == status && step.took().isPresent())
                .reduce((earlier, later) -> later);
    }

    List<RunStory> runs() {
        return chronicle.chapters().stream().map(this::run).toList();
    }

    private RunStory run(Chapter chapter) {
        Picture picture = new Picture(chapter, chronicle.plan().liveSchema());
        return new RunStory(
                "pgzm " + Words.of(chapter.undertaking()),
                Moments.date(chapter.began()),
                Sizes.duration(chapter.took()) + (chapter.ended() ? "" : " when this was last written"),
                chapter.problem().map(Story::problem).stream().toList(),
                chapter.steps().stream()
                        .filter(step -> !step.status().isFinal() && step.status() != MigrationStatus.PREPARED)
                        .map(Story::step)
                        .toList(),
                picture.hasWork() ? List.of(picture) : List.of(),
                chapter.waits().stream().map(Story::wait).toList(),
                chapter.moreWaits() == 0 ? "" : "and " + Sizes.count(chapter.moreWaits()) + " times more");
    }

    private static ProblemStory problem(Problem problem) {
        return new ProblemStory(
                problem.message(),
                problem.detail().orElse(""),
                problem.outcome().orElse(""),
                problem.hint().orElse(""));
    }

    private static StepStory step(Step step) {
        List<String> figures = new ArrayList<>();
        step.figures().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> figures.add(figureOf(each.getKey(), each.getValue())));
        return new StepStory(
                StepName.of(step.status()),
                step.took().map(Sizes::duration).orElse("not ended"),
                String.join(", ", figures));
    }

    private static String figureOf(String name, long value) {
        return switch (name) {
            case "bytes" -> Sizes.bytes(value);
            case "waitedMillis" -> Sizes.duration(Duration.ofMillis(value)) + " of waiting";
            case "stalledMicros" -> Sizes.duration(Duration.ofNanos(value * 1000)) + " of stall";
            case "attempts" -> value == 1 ? "1 attempt" : Sizes.count(value) + " attempts";
            default ->
                name.endsWith("WorkMillis")
                        ? spaced(name.substring(0, name.length() - "WorkMillis".length())) + " work "
                                + Sizes.duration(Duration.ofMillis(value))
                        : Sizes.count(value) + " " + spaced(name);
        };
    }

    private static String spaced(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    private static WaitStory wait(Wait wait) {
        return new WaitStory(Moments.clock(wait.at()), wait.what());
    }

    CopiedTables tables() {
        return new CopiedTables(chronicle);
    }

    boolean hasFindings() {
        return chronicle.chapters().stream()
                .anyMatch(chapter -> !chapter.findings().isEmpty());
    }

    List<FindingStory> findings() {
        Stream<Finding> all = chronicle.chapters().stream().flatMap(chapter -> chapter.findings().stream());
        return all.collect(LinkedHashSet<Finding>::new, LinkedHashSet::add, LinkedHashSet::addAll).stream()
                .map(each -> new FindingStory(Words.of(each.severity()), each.what(), each.why(), each.remedy()))
                .toList();
    }

    String moreFindings() {
        int more = chronicle.chapters().stream().mapToInt(Chapter::moreFindings).sum();
        return more == 0 ? "" : "and " + Sizes.count(more) + " more";
    }

    List<Fact> environment() {
        Map<String, String> known = new LinkedHashMap<>();
        chronicle.chapters().forEach(chapter -> known.putAll(chapter.environment()));
        List<Fact> facts = new ArrayList<>();
        ENVIRONMENT.forEach((member, name) -> {
            String value = known.get(member);
            if (value != null) {
                facts.add(new Fact(name, value));
            }
        });
        return facts;
    }
}
