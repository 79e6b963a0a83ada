package dev.pgzm.state.file;

import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.state.Lease;
import dev.pgzm.ports.state.LeaseHolder;
import dev.pgzm.ports.state.MigrationState;
import dev.pgzm.ports.state.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** The rules of states, leases and chronicles, which are the same wherever their documents are kept. */
public class DocumentStateStore implements StateStore {
    private static final int ATTEMPTS = 5;

    private final Documents documents;
    private final InstantSource clock;
    // saves of this process that failed, and may have happened all the same
    private final Set<MigrationState> uncertain = ConcurrentHashMap.newKeySet();

    public DocumentStateStore(Documents documents, InstantSource clock) {
        this.documents = documents;
        this.clock = clock;
    }

    @Override
    public final Optional<MigrationState> load(String database) {
        DocumentName name = new DocumentName(DocumentName.Kind.STATE, database);
        return state(name, documents.read(name));
    }

    @Override
    public final void save(MigrationState state) {
        DocumentName name = new DocumentName(DocumentName.Kind.STATE, state.database());
        byte[] document = StateDocument.write(state);
        change("save", name, seen -> {
            requireVersion("save", name, state(name, seen), state.version() - 1);
            uncertain.add(state);
            boolean replaced = documents.replace(name, seen, document);
            uncertain.removeIf(each -> replaced ? each.database().equals(name.database()) : each.equals(state));
            return replaced;
        });
    }

    @Override
    public final void delete(MigrationState state) {
        DocumentName name = new DocumentName(DocumentName.Kind.STATE, state.database());
        change("remove", name, seen -> {
            if (seen.isEmpty()) {
                return true;
            }
            requireVersion("remove", name, state(name, seen), state.version());
            return documents.remove(name, seen.get());
        });
    }

    private void requireVersion(String verb, DocumentName name, Optional<MigrationState> stored, long version) {
        if (!stored.map(state -> isOfVersion(state, version)).orElse(version == 0)) {
            String found = stored.map(state -> "Version " + state.version() + " of migration " + state.id())
                    .orElse("Nothing");
            throw changed(verb, name, found + " is there, where version " + version + " was expected.");
        }
    }

    /** A save that failed may not have happened for whoever asked for it: then the next one replaces what it left. */
    private boolean isOfVersion(MigrationState stored, long version) {
        return stored.version() == version || (stored.version() - 1 == version && uncertain.contains(stored));
    }

    @Override
    public final Lease lease(String database, LeaseHolder holder, Duration duration) {
        DocumentName name = new DocumentName(DocumentName.Kind.LEASE, database);
        take(name, holder, duration);
        return new Lease() {
            @Override
            public void renew() {
                take(name, holder, duration);
            }

            @Override
            public void close() {
                release(name, holder);
            }
        };
    }

    private void take(DocumentName name, LeaseHolder holder, Duration duration) {
        change("take", name, seen -> {
            LeaseDocument taken = LeaseDocument.taken(lease(name, seen), holder, clock.instant(), duration);
            return documents.replace(name, seen, taken.write());
        });
    }

    private void release(DocumentName name, LeaseHolder holder) {
        try {
            Optional<Document> seen = documents.read(name);
            if (lease(name, seen).map(LeaseDocument::holder).equals(Optional.of(holder))) {
                documents.remove(name, seen.orElseThrow());
            }
        } catch (MigrationException unreachable) {
            // it ends by itself
        }
    }

    @Override
    public final Optional<LeaseHolder> holder(String database) {
        DocumentName name = new DocumentName(DocumentName.Kind.LEASE, database);
        return lease(name, documents.read(name))
                .filter(lease -> lease.isHeld(clock.instant()))
                .map(LeaseDocument::holder);
    }

    @Override
    public final Optional<Chronicle> chronicle(String database, MigrationId id) {
        DocumentName name = DocumentName.chronicle(database, id);
        return documents.read(name).map(document -> parsed(name, document, ChronicleDocument::read));
    }

    @Override
    public final void keep(Chronicle chronicle) {
        DocumentName name = DocumentName.chronicle(chronicle.database(), chronicle.id());
        byte[] document = ChronicleDocument.write(chronicle);
        boolean[] isNew = {false};
        change("save", name, seen -> {
            isNew[0] = seen.isEmpty();
            return documents.replace(name, seen, document);
        });
        if (isNew[0]) {
            chronicles(chronicle.database()).stream()
                    .skip(CHRONICLES)
                    .map(old -> DocumentName.chronicle(chronicle.database(), old))
                    .forEach(old -> documents.read(old).ifPresent(seen -> documents.remove(old, seen)));
        }
    }

    @Override
    public final List<MigrationId> chronicles(String database) {
        return documents.list(new DocumentName(DocumentName.Kind.CHRONICLE, database)).stream()
                .flatMap(name -> name.migration().stream())
                .sorted(Comparator.comparingLong(MigrationId::epochMillis).reversed())
                .toList();
    }

    /** Tries again where another was faster; what the other wrote then decides whether the change is still allowed. */
    private void change(String verb, DocumentName name, Predicate<Optional<Document>> change) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (change.test(documents.read(name))) {
                return;
            }
        }
        throw changed(verb, name, "It was changed at each of " + ATTEMPTS + " attempts.");
    }

    private MigrationException changed(String verb, DocumentName name, String detail) {
        return new MigrationException(Problem.of(
                        ErrorCode.STATE_CONFLICT,
                        "Cannot " + verb + " the " + name.kind() + ": the " + documents.describe(name)
                                + " was changed by another run")
                .withDetail(detail)
                .withHint("See where the migration stands with pgzm status."));
    }

    private Optional<MigrationState> state(DocumentName name, Optional<Document> seen) {
        return seen.map(document -> parsed(name, document, content -> StateDocument.read(content, name.database())));
    }

    private Optional<LeaseDocument> lease(DocumentName name, Optional<Document> seen) {
        return seen.map(document -> parsed(name, document, LeaseDocument::read));
    }

    private <T> T parsed(DocumentName name, Document document, Function<byte[], T> reader) {
        try {
            return reader.apply(document.content());
        } catch (IllegalArgumentException damaged) {
            throw new MigrationException(
                    Problem.of(
                                    ErrorCode.STATE_CONFLICT,
                                    "Cannot use the " + name.kind() + " " + documents.describe(name) + ": "
                                            + damaged.getMessage())
                            .withHint("Mend it or move it away, or name another place with --state."),
                    damaged);
        }
    }
}
