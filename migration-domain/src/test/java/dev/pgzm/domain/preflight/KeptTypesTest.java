package dev.pgzm.domain.preflight;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.catalog.LiveType;
import dev.pgzm.ports.catalog.TypeIdentity;
import dev.pgzm.ports.plan.OwnershipPolicy;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeptTypesTest {
    private static final LiveType MOOD = type(1, "mood", "enum ('a')");
    private static final LiveType FEELING =
            new LiveType(new TypeIdentity(2, "feeling", "domain over mood"), Set.of("mood"), false, true);
    private static final LiveType PAIR =
            new LiveType(new TypeIdentity(3, "pair", "composite"), Set.of("feeling"), false, true);

    private static LiveType type(long oid, String typname, String definition) {
        return new LiveType(new TypeIdentity(oid, typname, definition), Set.of(), false, true);
    }

    private static List<TypeIdentity> of(List<LiveType> source, List<LiveType> destination) {
        return KeptTypes.of(OwnershipPolicy.DESTINATION, source, destination);
    }

    @Test
    void areThoseThatBothSidesDefineAlikeWithTheDestinationsOid() {
        List<LiveType> source = List.of(type(70, "mood", "enum ('a')"), type(71, "other", "enum ('x')"));
        assertThat(of(source, List.of(MOOD, type(4, "other", "enum ('y')"), type(5, "old", "enum ('z')"))))
                .containsExactly(MOOD.identity());
    }

    @Test
    void needOnlyKeptTypesAtAnyDistance() {
        List<LiveType> types = List.of(PAIR, FEELING, MOOD);
        assertThat(of(types, types)).hasSize(3);
        assertThat(of(List.of(PAIR, FEELING, type(1, "mood", "enum ('b')")), types))
                .isEmpty();
    }

    @Test
    void areOwnedAndTiedToNothingOnEitherSide() {
        LiveType tied = new LiveType(MOOD.identity(), Set.of(), true, true);
        LiveType foreign = new LiveType(MOOD.identity(), Set.of(), false, false);
        assertThat(of(List.of(MOOD), List.of(tied))).isEmpty();
        assertThat(of(List.of(tied), List.of(MOOD))).isEmpty();
        assertThat(of(List.of(MOOD), List.of(foreign))).isEmpty();
        assertThat(of(List.of(foreign), List.of(MOOD))).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOURCE", "NONE"})
    void areNoneIfOwnersShallChange(OwnershipPolicy ownership) {
        assertThat(KeptTypes.of(ownership, List.of(MOOD), List.of(MOOD))).isEmpty();
    }
}
