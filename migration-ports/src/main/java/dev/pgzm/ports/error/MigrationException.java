package dev.pgzm.ports.error;

/** The one exception that crosses a port: it carries a {@link Problem} that can be shown to a person as it is. */
public class MigrationException extends RuntimeException {
    private final transient Problem problem;

    public MigrationException(Problem problem) {
        super(problem.message());
        this.problem = problem;
    }

    public MigrationException(Problem problem, Throwable cause) {
        super(problem.message(), cause);
        this.problem = problem;
    }

    /** What to show; never null. */
    public Problem problem() {
        return problem;
    }
}
