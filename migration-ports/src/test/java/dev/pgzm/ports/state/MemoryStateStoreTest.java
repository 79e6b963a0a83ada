package dev.pgzm.ports.state;

class MemoryStateStoreTest extends StateStoreContract {
    private final StateStore store = new MemoryStateStore();

    @Override
    protected StateStore store() {
        return store;
    }
}
