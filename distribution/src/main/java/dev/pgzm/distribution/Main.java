package dev.pgzm.distribution;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import dev.pgzm.cli.CommandLines;
import dev.pgzm.distribution.demo.DemoCommand;
import dev.pgzm.ports.Backups;
import dev.pgzm.ports.Migrations;
import dev.pgzm.ports.state.StateLocation;
import dev.pgzm.postgres.PostgresModule;
import dev.pgzm.state.file.FileStateModule;
import dev.pgzm.state.s3.S3StateModule;
import dev.pgzm.state.s3.S3States;
import java.util.List;
import java.util.concurrent.Executors;
import picocli.CommandLine;

/** The program. */
public final class Main {
    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        CommandLine commands = commands(arguments);
        Interrupts.of(Thread.currentThread());
        System.exit(CommandLines.execute(commands, arguments));
    }

    /** Those that the arguments need; all, without any. */
    static CommandLine commands(String... arguments) {
        return CommandLines.createFor(
                List.of(arguments),
                Main::migrations,
                Main::backups,
                new DemoCommand(directory -> migrations(new StateLocation.Directory(directory))));
    }

    private static Migrations migrations(StateLocation location) {
        return engine(location).getInstance(Migrations.class);
    }

    private static Backups backups(StateLocation location) {
        return engine(location).getInstance(Backups.class);
    }

    private static Injector engine(StateLocation location) {
        return Guice.createInjector(
                new PostgresModule(), states(location), new EngineModule(Executors.newCachedThreadPool(Main::daemon)));
    }

    /** What it opens is closed by the end of the process. */
    private static Module states(StateLocation location) {
        if (location instanceof StateLocation.Bucket bucket) {
            return new S3StateModule(S3States.open(bucket));
        }
        return new FileStateModule(((StateLocation.Directory) location).path());
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "pgzm-worker");
        thread.setDaemon(true);
        return thread;
    }
}
