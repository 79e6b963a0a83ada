package dev.pgzm.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgzm.ports.plan.DatabaseUrl;
import dev.pgzm.postgres.testing.TestDatabase;
import dev.pgzm.postgres.testing.TestServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class PreferMergeJoinIT {
    private static final Sql PREFER_MERGE_JOIN = Sql.file("prefer_merge_join");

    private final TestDatabase database = TestServer.shared().newDatabase();

    @AutoClose
    private final Session session = Session.open(Side.DESTINATION, DatabaseUrl.parse(database.url(), name -> null));

    /**
     * Of a key of two columns, in this order.
     *
     * @param frozen whether the referencing rows are
     */
    private boolean isPreferred(String index, boolean frozen) {
        database.execute("DROP TABLE IF EXISTS child, parent");
        database.execute("CREATE TABLE parent (b int, a int, PRIMARY KEY (a, b));"
                + "INSERT INTO parent SELECT i, i FROM generate_series(1, 1000) i;"
                + "CREATE TABLE child (id int, x int, y int); INSERT INTO child SELECT i, i, i FROM generate_series(1, 1000) i;"
                + "ALTER TABLE child ADD CONSTRAINT k FOREIGN KEY (x, y) REFERENCES parent (a, b) NOT VALID;" + index);
        database.execute("VACUUM ANALYZE parent");
        database.execute(frozen ? "VACUUM ANALYZE child" : "ANALYZE child");
        session.execute("look", "BEGIN; " + PREFER_MERGE_JOIN.inlined("public", "child", "k"));
        boolean preferred =
                session.strings("ask", Sql.of("SHOW enable_hashjoin")).get(0).equals("off");
        session.execute("validate", "ALTER TABLE public.child VALIDATE CONSTRAINT k; COMMIT");
        return preferred;
    }

    @Test
    void isWhereBothSidesCanBeReadFromIndexesAlone() {
        assertThat(isPreferred("CREATE INDEX ON child (x, y, id)", true)).isTrue();
        assertThat(isPreferred("CREATE INDEX ON child (x DESC, y DESC)", true)).isFalse();
        assertThat(isPreferred("CREATE INDEX ON child (y, x)", true)).isFalse();
        assertThat(isPreferred("CREATE INDEX ON child (id, x, y)", true)).isFalse();
        assertThat(isPreferred("CREATE INDEX ON child (x, y) WHERE id > 0", true))
                .isFalse();
        assertThat(isPreferred("CREATE INDEX ON child (x) INCLUDE (y)", true)).isFalse();
        assertThat(isPreferred("CREATE INDEX ON child ((x + 0), y)", true)).isFalse();
        assertThat(isPreferred("", true)).isFalse();
    }

    @Test
    void isNotWhereRowsMustBeLookedUp() {
        assertThat(isPreferred("CREATE INDEX ON child (x, y)", false)).isFalse();
    }
}
