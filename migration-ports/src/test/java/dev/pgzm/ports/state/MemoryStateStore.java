package dev.pgzm.ports.state;

import dev.pgzm.ports.chronicle.Chronicle;
import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import dev.pgzm.ports.plan.MigrationId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A state store for tests, which remembers every save. */
public final class MemoryStateStore implements StateStore {
    private final InstantSource clock;
    private final List<MigrationState> saves = new ArrayList<>();
    private final Map<String, MigrationState> documents = new HashMap<>();
    private final Map<String, Held> leases = new HashMap<>();
    private final Map<String, NavigableMap<Long, Chronicle>> chronicles = new HashMap<>();

    private final Set<MigrationStatus> refused = EnumSet.noneOf(MigrationStatus.class);

    private record Held(LeaseHolder holder, Instant until) {}

    public MemoryStateStore(InstantSource clock) {
        this.clock = clock;
    }

    public List<MigrationState> saves() {
        return saves;
    }

    @Override
    public Optional<MigrationState> load(String database) {
        return Optional.ofNullable(documents.get(database));
    }

    /** Makes the next save of such a status fail, as a full disk would. */
    public void refuseOnce(MigrationStatus status) {
        refused.add(status);
    }

    @Override
    public void save(MigrationState state) {
        if (refused.remove(state.status())) {
            throw new MigrationException(Problem.of(ErrorCode.STATE_CONFLICT, "Cannot save: no space left"));
        }
        requireVersion(state.database(), state.version() - 1);
        documents.put(state.database(), state);
        saves.add(state);
    }

    @Override
    public void delete(MigrationState state) {
        if (documents.containsKey(state.database())) {
            requireVersion(state.database(), state.version());
            documents.remove(state.database());
        }
    }

    private void requireVersion(String database, long version) {
        long stored = load(database).map(MigrationState::version).orElse(0L);
        if (stored != version) {
            throw new MigrationException(Problem.of(ErrorCode.STATE_CONFLICT, "Cannot save: version " + stored));
        }
    }

    @Override
    public Lease lease(String database, LeaseHolder holder, Duration duration) {
        take(database, holder, duration);
        return new Lease() {
            @Override
            public void renew() {
                take(database, holder, duration);
            }

            @Override
            public void close() {
                leases.computeIfPresent(database, (key, held) -> held.holder().equals(holder) ? null : held);
            }
        };
    }

    private void take(String database, LeaseHolder holder, Duration duration) {
        Held held = leases.get(database);
        if (held != null && !held.holder().equals(holder) && isAlive(held)) {
            throw new LeaseHeldException(held.holder(), held.until());
        }
        leases.put(database, new Held(holder, clock.instant().plus(duration)));
    }

    private boolean isAlive(Held held) {
        return clock.instant().isBefore(held.until()) && !ThisProcess.knowsToBeDead(held.holder());
    }

    @Override
    public Optional<LeaseHolder> holder(String database) {
        return Optional.ofNullable(leases.get(database)).filter(this::isAlive).map(Held::holder);
    }

    @Override
    public Optional<Chronicle> chronicle(String database, MigrationId id) {
        return Optional.ofNullable(of(database).get(id.epochMillis()));
    }

    @Override
    public void keep(Chronicle chronicle) {
        NavigableMap<Long, Chronicle> kept = of(chronicle.database());
        kept.put(chronicle.id().epochMillis(), chronicle);
        while (kept.size() > CHRONICLES) {
            kept.pollFirstEntry();
        }
    }

    @Override
    public List<MigrationId> chronicles(String database) {
        return of(database).descendingKeySet().stream().map(MigrationId::new).toList();
    }

    private NavigableMap<Long, Chronicle> of(String database) {
        return chronicles.computeIfAbsent(database, name -> new TreeMap<>());
    }
}
