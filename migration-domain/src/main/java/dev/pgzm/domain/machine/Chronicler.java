package dev.pgzm.domain.machine;

import dev.pgzm.domain.phase.Run;
import dev.pgzm.ports.Preview;
import dev.pgzm.ports.catalog.DatabaseFacts;
import dev.pgzm.ports.chronicle.Chapter;
import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.chronicle.ImmutableChapter;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.progress.Finding;
import dev.pgzm.ports.progress.Severity;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.state.MigrationStatus;
import dev.pgzm.ports.state.StateStore;
import dev.pgzm.ports.state.Step;
import dev.pgzm.ports.state.ThisProcess;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps a migration's chronicle: the chapters of earlier runs, and that of this one as it grows. What cannot be kept is told
 * once, and fails nothing.
 */
final class Chronicler {
    private static final int CHAPTERS = 20;

    private final StateStore store;
    private final Run run;
    private final Map<String, String> environment = environment();
    private List<Chapter> earlier = List.of();
    private boolean refused;

    private Chronicler(StateStore store, Run run) {
        this.store = store;
        this.run = run;
    }

    /** For a run that begins, with what is kept of those before it. */
    static Chronicler of(StateStore store, Run run) {
        Chronicler chronicler = new Chronicler(store, run);
        chronicler.attempt(() ->
                chronicler.earlier = store.chronicle(run.plan().destination().database(), run.id())
                        .map(Chronicle::chapters)
                        .orElse(List.of()));
        return chronicler;
    }

    /** The run goes on: its last step is the one that it is at. */
    void keep(List<Step> steps) {
        write(steps, chapter -> chapter.ended(false));
    }

    /** The run is over. */
    void end(List<Step> steps, Optional<Problem> problem) {
        write(steps, chapter -> chapter.ended(true).problem(problem));
    }

    /** How the chapter ends. */
    private interface Ending {
        ImmutableChapter.Builder of(ImmutableChapter.Builder chapter);
    }

    private void write(List<Step> steps, Ending ending) {
        run.examined().ifPresent(this::noteServers);
        ImmutableChapter.Builder chapter = run.account()
                .chapter()
                .status(
                        steps.isEmpty()
                                ? MigrationStatus.CREATED
                                : steps.get(steps.size() - 1).status())
                .steps(steps)
                .environment(environment);
        List<Chapter> chapters =
                new ArrayList<>(earlier.subList(Math.max(0, earlier.size() - CHAPTERS + 1), earlier.size()));
        chapters.add(ending.of(chapter).build());
        attempt(() -> store.keep(new Chronicle(run.id(), run.plan().withoutSecrets(), chapters)));
    }

    private void attempt(Runnable work) {
        boolean interrupted = Thread.interrupted();
        try {
            work.run();
        } catch (MigrationException failed) {
            tell(failed.problem());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void tell(Problem problem) {
        if (!refused) {
            refused = true;
            run.progress()
                    .found(new Finding(
                            Severity.WARNING,
                            problem.message(),
                            "pgzm report will not tell all of this run",
                            problem.hint().orElse("")));
        }
    }

    private void noteServers(Preview preview) {
        environment.put("sourceServer", server(preview.source().database()));
        environment.put("destinationServer", server(preview.destination().database()));
    }

    private static String server(DatabaseFacts facts) {
        return "PostgreSQL " + facts.version() + ", " + facts.encoding() + ", as "
                + (facts.superuser() ? "superuser " : "role ") + facts.user();
    }

    private static Map<String, String> environment() {
        LeaseHolder process = ThisProcess.holder(Instant.EPOCH);
        Map<String, String> environment = new TreeMap<>();
        environment.put(
                "version",
                Optional.ofNullable(Chronicler.class.getPackage().getImplementationVersion())
                        .orElse("(unpackaged)"));
        environment.put("java", System.getProperty("java.version"));
        environment.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
        environment.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
        environment.put("host", process.host());
        environment.put("user", process.user());
        environment.put("process", Long.toString(process.pid()));
        return environment;
    }
}
