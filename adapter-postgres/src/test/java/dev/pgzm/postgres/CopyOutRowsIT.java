package dev.pgzm.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgzm.ports.catalog.RelationName;
import dev.pgzm.ports.dump.ImmutableSourceTable;
import dev.pgzm.ports.dump.RowFormat;
import dev.pgzm.ports.dump.SourceTable;
import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.postgres.CopyOutRows.End;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Rows are the same whether they are taken past the driver or come from it. */
class CopyOutRowsIT {
    private static final SourceTable TABLE = ImmutableSourceTable.builder()
            .oid(1)
            .name(new RelationName("public", "t"))
            .addColumns("a")
            .format(RowFormat.BINARY)
            .bytes(0)
            .pages(0)
            .filenode(1)
            .unlogged(false)
            .splittable(true)
            .build();
    private static final String ROWS = "SELECT i, repeat(md5(i::text), i %% 500) FROM generate_series(1, %d) i";

    private final TestDatabase database = TestServer.shared().newDatabase();

    @AutoClose
    private final Session session = Session.open(Side.SOURCE, DatabaseUrl.parse(database.url(), name -> null));

    private final List<End> ends = new ArrayList<>();

    private CopyOutRows rows(String copy) throws SQLException {
        return new CopyOutRows(TABLE, session.tap(), session.copyOut(copy), ends::add);
    }

    private static byte[] all(CopyOutRows rows) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[10_000];
        for (int read = rows.read(buffer, 0, 10_000); read >= 0; read = rows.read(buffer, 0, 10_000)) {
            all.write(buffer, 0, read);
        }
        rows.close();
        return all.toByteArray();
    }

    @Test
    void takesRowsPastTheDriver() throws SQLException {
        String copy = "COPY (" + ROWS.formatted(3_000) + ") TO STDOUT (FORMAT binary)";
        byte[] fromDriver = all(rows(copy));
        session.tap().turnOn();
        CopyOutRows rows = rows(copy);
        assertThat(all(rows)).isEqualTo(fromDriver).hasSizeGreaterThan(20_000_000);
        // header and first row come together, the trailer alone
        assertThat(session.tap().rows()).isEqualTo(3_001);
        assertThat(rows.rows()).isEqualTo(3_000);
        assertThat(ends).containsExactly(End.COMPLETE, End.COMPLETE);
        assertThat(session.strings("go on", Sql.of("SELECT 'as before'"))).containsExactly("as before");
    }

    @Test
    void leavesTheDriverWhatTheServerSaysInBetween() throws SQLException {
        database.execute("CREATE FUNCTION loud(i int) RETURNS int LANGUAGE plpgsql AS"
                + " $$ BEGIN IF i % 10 = 0 THEN RAISE WARNING 'look: %', i; END IF; RETURN i; END $$");
        session.tap().turnOn();
        CopyOutRows rows = rows("COPY (SELECT public.loud(i) FROM generate_series(1, 100) i) TO STDOUT");
        assertThat(new String(all(rows), StandardCharsets.UTF_8))
                .hasLineCount(100)
                .endsWith("\n99\n100\n");
        assertThat(session.tap().rows()).isEqualTo(90);
        assertThat(rows.rows()).isEqualTo(100);
    }

    @Test
    void tellsWhyTheSourceBrokeOff() throws SQLException {
        session.tap().turnOn();
        CopyOutRows rows = rows("COPY (SELECT 1 / (20000 - i) FROM generate_series(1, 30000) i) TO STDOUT");
        assertThatThrownBy(() -> all(rows)).hasMessageContaining("division by zero");
        rows.close();
        assertThat(ends).containsExactly(End.BROKEN_OFF);
    }

    @Test
    void tellsThatTheConnectionWasLost() throws SQLException {
        session.tap().turnOn();
        CopyOutRows rows = rows("COPY (" + ROWS.formatted(100_000_000) + ") TO STDOUT");
        byte[] buffer = new byte[1_000];
        assertThat(rows.read(buffer, 0, 1_000)).isEqualTo(1_000);
        database.execute("SELECT pg_terminate_backend(" + session.pid() + ")");
        assertThatThrownBy(() -> all(rows)).hasMessageContaining("Cannot read table");
        rows.close();
        assertThat(ends).containsExactly(End.BROKEN_OFF);
    }
}
