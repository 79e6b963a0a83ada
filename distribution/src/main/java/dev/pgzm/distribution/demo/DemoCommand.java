package dev.pgzm.distribution.demo;

import dev.pgzm.ports.Migrations;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;

/** x. */
@Command(name = "demo")
public final class DemoCommand implements Callable<Integer> {
    public DemoCommand(Function<Path, Migrations> migrations) {}

    @Override
    public Integer call() {
        return 0;
    }
}
