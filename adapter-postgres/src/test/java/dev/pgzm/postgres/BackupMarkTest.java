package dev.pgzm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.plan.MigrationId;
import dev.pgzm.ports.plan.SwapStrategy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackupMarkTest {
    private static final ImmutableBackupMark MARK = ImmutableBackupMark.builder()
            .schema(new SchemaMark(
                    42, List.of("ltree"), SwapStrategy.MOVE, Optional.of("the shop's\nlive as nothing\nown types x")))
            .liveSchema("Odd \"name\"")
            .addOwnTypes(16_500L, 16_400L)
            .addOwnExtensions("hstore")
            .promoted(new MigrationId(7))
            .build();

    @Test
    void isReadAsItWasWritten() {
        assertThat(BackupMark.parse(MARK.text())).contains(MARK);
        assertThat(SchemaMark.parse(MARK.text())).contains(MARK.schema());
    }

    @Test
    void isReadWhereItSaysLittle() {
        SchemaMark bare = new SchemaMark(42, List.of(), SwapStrategy.RENAME, Optional.empty());
        assertThat(BackupMark.parse(bare.text()))
                .contains(ImmutableBackupMark.builder().schema(bare).build());
    }

    @Test
    void isNotReadFromAnotherComment() {
        assertThat(BackupMark.parse("the shop")).isEmpty();
        assertThat(BackupMark.parse(null)).isEmpty();
    }

    @Test
    void tellsThatADropHasBegunAndKeepsTheRest() {
        String dropping = BackupMark.dropping(Optional.of(MARK.text()));

        assertThat(BackupMark.isDropping(dropping)).isTrue();
        assertThat(BackupMark.isDropping(MARK.text())).isFalse();
        assertThat(BackupMark.parse(dropping)).contains(MARK);
        assertThat(BackupMark.dropping(Optional.of(dropping))).isEqualTo(dropping);
        assertThat(BackupMark.isDropping(BackupMark.dropping(Optional.of("by hand"))))
                .isTrue();
        assertThat(BackupMark.isDropping(BackupMark.dropping(Optional.empty()))).isTrue();
    }
}
