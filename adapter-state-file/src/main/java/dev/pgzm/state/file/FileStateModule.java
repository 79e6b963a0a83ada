package dev.pgzm.state.file;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.pgzm.ports.state.StateStore;
import java.nio.file.Path;
import java.time.InstantSource;

/** Binds the state store to files of a directory. */
public final class FileStateModule extends AbstractModule {
    private final Path directory;

    public FileStateModule(Path directory) {
        this.directory = directory;
    }

    @Provides
    @Singleton
    StateStore stateStore() {
        return new FileStateStore(directory, InstantSource.system());
    }
}
