package dev.pgzm.state.s3;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.pgzm.ports.state.StateStore;

/** Binds the state store to a bucket that somebody has opened. */
public final class S3StateModule extends AbstractModule {
    private final S3States states;

    public S3StateModule(S3States states) {
        this.states = states;
    }

    @Provides
    @Singleton
    StateStore stateStore() {
        return states.store();
    }
}
