package dev.pgzm.postgres;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;

/** Binds {@link Databases}, which has every port of this adapter. */
public final class PostgresModule extends AbstractModule {
    @Provides
    @Singleton
    Databases databases() {
        return new Databases();
    }
}
