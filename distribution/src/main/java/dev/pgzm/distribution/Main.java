package dev.pgzm.distribution;

import com.google.inject.Guice;
import dev.pgzm.cli.CommandLines;
import dev.pgzm.distribution.demo.DemoCommand;
import dev.pgzm.ports.Migrations;
import dev.pgzm.postgres.PostgresModule;
import dev.pgzm.state.file.FileStateModule;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        ExecutorService workers = Executors.newCachedThreadPool(Main::daemon);
        CommandLine commands = CommandLines.create(directory -> migrations(directory, workers));
        commands.addSubcommand(new DemoCommand(directory -> migrations(directory, workers)));
        Interrupts interrupts = Interrupts.of(Thread.currentThread());
        int exitCode = CommandLines.execute(commands, arguments);
        interrupts.runIsFinished();
        System.exit(exitCode);
    }

    private static Migrations migrations(Path stateDirectory, ExecutorService workers) {
        return Guice.createInjector(
                        new PostgresModule(), new FileStateModule(stateDirectory), new EngineModule(workers))
                .getInstance(Migrations.class);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "pgzm-worker");
        thread.setDaemon(true);
        return thread;
    }
}
