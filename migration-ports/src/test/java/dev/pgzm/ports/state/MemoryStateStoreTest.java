package dev.pgzm.ports.state;

import java.time.InstantSource;

class MemoryStateStoreTest extends StateStoreContract {
    private final InstantSource[] clock = {InstantSource.system()};
    private final StateStore store = new MemoryStateStore(() -> clock[0].instant());

    @Override
    protected StateStore store(InstantSource now) {
        clock[0] = now;
        return store;
    }
}
