package dev.pgzm.postgres;

import dev.pgzm.ports.catalog.Strain;
import dev.pgzm.ports.catalog.StrainSight;
import dev.pgzm.ports.plan.Protection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Asks the destination how strained it is: what a plan limits, and the role may see. */
final class StrainReader {
    private static final Sql SIGHT = Sql.file("select_strain_sight");
    private static final Sql LAGS = Sql.file("list_replica_lags");
    private static final Sql RETAINED = Sql.file("list_retained_wal");
    private static final Sql KEPT = Sql.file("select_kept_wal");
    private static final String DOING = "ask how strained the server is";

    private final Session session;
    private final Protection protection;

    StrainReader(Session session, Protection protection) {
        this.session = session;
        this.protection = protection;
    }

    /** Empty where the plan limits nothing of that kind. */
    Optional<StrainSight> sight() {
        return protection.pauses()
                ? session
                        .query(
                                "ask what the role may see",
                                SIGHT,
                                row -> new StrainSight(
                                        row.getBoolean("replicas"), row.getBoolean("wal"), row.getLong("max_wal_size")))
                        .stream()
                        .findFirst()
                : Optional.empty();
    }

    List<Strain> read(StrainSight sight) {
        Questions questions = new Questions(session);
        List<Supplier<List<Strain>>> answers = new ArrayList<>();
        if (protection.maxReplicaLag().isPresent()) {
            answers.add(ask(questions, LAGS, Strain.Kind.REPLICA_LAG));
        }
        if (protection.maxRetainedWal().isPresent()) {
            answers.add(ask(questions, RETAINED, Strain.Kind.RETAINED_WAL));
            if (sight.wal()) {
                answers.add(ask(questions, KEPT, Strain.Kind.RETAINED_WAL));
            }
        }
        return answers.stream().flatMap(answer -> answer.get().stream()).toList();
    }

    private static Supplier<List<Strain>> ask(Questions questions, Sql sql, Strain.Kind kind) {
        return questions.ask(DOING, sql, row -> new Strain(kind, row.getString("what"), row.getLong("bytes")));
    }
}
