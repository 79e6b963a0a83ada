package dev.pgzm.ports.state;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A state store for tests, which remembers every save. */
public final class MemoryStateStore implements StateStore {
    private final List<MigrationState> saves = new ArrayList<>();

    public List<MigrationState> saves() {
        return saves;
    }

    @Override
    public Optional<MigrationState> load(String database) {
        return saves.stream().filter(state -> state.database().equals(database)).reduce((earlier, later) -> later);
    }

    @Override
    public void save(MigrationState state) {
        long stored = load(state.database()).map(MigrationState::version).orElse(0L);
        if (stored != state.version() - 1) {
            throw new MigrationException(Problem.of(ErrorCode.STATE_CONFLICT, "Cannot save: version " + stored));
        }
        saves.add(state);
    }
}
