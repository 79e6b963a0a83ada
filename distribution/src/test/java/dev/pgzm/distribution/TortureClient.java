package dev.pgzm.distribution;

import dev.pgzm.distribution.TortureTable.Trait;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Changes rows of its own in every table, in every way, and knows what each statement must have done: it looks at each
 * statement's count, reads back what it wrote, and keeps a ledger of what was acknowledged.
 */
final class TortureClient implements RandomClients.Client {
    private static final int BULK = 40;
    private static final List<TortureTable> TABLES = TortureTable.all();

    private final int number;
    private final Random random;
    private final TortureChoice choice;
    private final Set<String> givenIds;
    private final Deque<Long> tickets = new ArrayDeque<>();
    private final Contention contention;
    private Ledger committed = new Ledger();
    private Ledger working = new Ledger();
    private String doing = "";

    /**
     * @param givenIds those that any client has got of a sequence, each with its table's name
     */
    TortureClient(int number, Random random, Set<String> givenIds) {
        this.number = number;
        this.random = random;
        this.choice = new TortureChoice(number, random);
        this.givenIds = givenIds;
        this.contention = new Contention(number);
    }

    int number() {
        return number;
    }

    /** What must be in its tables when it has stopped. */
    Ledger ledger() {
        return committed;
    }

    @Override
    public void work(Connection connection) throws SQLException {
        if (random.nextInt(10) == 0) {
            doing = "contention";
            contention.work(connection, random);
            return;
        }
        doing = "own rows";
        boolean replica = random.nextInt(20) == 0;
        if (replica) {
            execute(connection, "SET LOCAL session_replication_role = replica");
        } else if (random.nextInt(8) == 0) {
            execute(connection, "SET CONSTRAINTS ALL DEFERRED");
        }
        boolean truncated = random.nextInt(15) == 0;
        if (truncated) {
            truncateOwn(connection);
        }
        for (int statements = 1 + random.nextInt(5); statements > 0; statements--) {
            TortureTable table = TABLES.get(random.nextInt(TABLES.size()));
            if (replica && (table.can(Trait.PARENT) || table.can(Trait.CHILD))
                    // whoever has one partition for itself must not ask for the others
                    || truncated && table.can(Trait.TRUNCATE_OWN)) {
                continue;
            }
            switch (random.nextInt(8)) {
                case 0 -> readBack(connection, table);
                case 1 -> changeAndRollBack(connection, table);
                default -> change(connection, table);
            }
        }
    }

    @Override
    public String doing() {
        return doing;
    }

    @Override
    public void committed() {
        committed = working.copy();
    }

    @Override
    public void rolledBack() {
        working = committed.copy();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** First in its transaction, so that it waits for nobody who waits for it. */
    private void truncateOwn(Connection connection) throws SQLException {
        execute(connection, "TRUNCATE notes_" + number);
        for (TortureTable table : TABLES) {
            if (table.can(Trait.TRUNCATE_OWN)) {
                working.rows(table).clear();
            }
        }
    }

    private void changeAndRollBack(Connection connection, TortureTable table) throws SQLException {
        Ledger before = working.copy();
        Savepoint savepoint = connection.setSavepoint();
        change(connection, table);
        if (random.nextBoolean() && !working.rows(table).isEmpty() && table.can(Trait.UPSERT)) {
            breakTheKey(connection, table);
        }
        connection.rollback(savepoint);
        working = before;
    }

    private void breakTheKey(Connection connection, TortureTable table) throws SQLException {
        List<Long> one = List.of(working.rows(table).firstKey());
        try {
            run(
                    connection,
                    table.insertInto(table.name()),
                    one,
                    List.of(working.rows(table).get(one.get(0))));
            throw new IllegalStateException(table.name() + " took a second row of id " + one);
        } catch (SQLException refused) {
            if (!"23505".equals(refused.getSQLState())) {
                throw refused;
            }
        }
    }

    private void readBack(Connection connection, TortureTable table) throws SQLException {
        Map<Long, String> rows = new TreeMap<>();
        try (PreparedStatement select = connection.prepareStatement(table.selectOf(number));
                ResultSet found = select.executeQuery()) {
            while (found.next()) {
                rows.put(found.getLong(1), found.getString(2));
            }
        }
        if (!rows.equals(working.rows(table))) {
            table.refuseIfReplaced(connection);
            throw new IllegalStateException(
                    table.name() + ": " + Difference.between(working.rows(table), rows) + at(connection));
        }
    }

    private void change(Connection connection, TortureTable table) throws SQLException {
        int most = random.nextInt(6) == 0 ? BULK : 1 + random.nextInt(3);
        List<Long> there = working.some(table, random, most);
        switch (random.nextInt(7)) {
            case 0, 1 -> insert(connection, table, most);
            case 2 -> update(connection, table, there);
            case 3 -> delete(connection, table, there);
            case 4 -> upsert(connection, table, there, most);
            default -> moveKeys(connection, table, there);
        }
    }

    private void insert(Connection connection, TortureTable table, int most) throws SQLException {
        if (table.can(Trait.GIVES_IDS)) {
            insertGivingIds(connection, table, choice.values(table, working, most));
            return;
        }
        List<Long> ids = table.can(Trait.TAKES_IDS) ? takeIds(connection, most) : choice.free(table, working, most);
        List<String> values = choice.values(table, working, ids.size());
        ids = ids.subList(0, values.size());
        if (ids.isEmpty()) {
            return;
        }
        String target = table.name();
        if (table.can(Trait.PARTITIONED) && random.nextBoolean()) {
            String first = values.get(0);
            values = Collections.nCopies(ids.size(), first);
            target = table.name() + "_" + TortureChoice.bucket(first);
        }
        expect(connection, ids.size(), table.insertInto(target), ids, values);
        working.put(table, ids, values);
    }

    private void insertGivingIds(Connection connection, TortureTable table, List<String> values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(table.insertGivingIds())) {
            insert.setArray(1, connection.createArrayOf("text", values.toArray()));
            try (ResultSet rows = insert.executeQuery()) {
                while (rows.next()) {
                    given(table.name(), rows.getLong(1));
                    working.put(table, List.of(rows.getLong(1)), List.of(rows.getString(2)));
                }
            }
        }
    }

    private List<Long> takeIds(Connection connection, int most) throws SQLException {
        while (tickets.size() < most) {
            try (PreparedStatement next = connection.prepareStatement(
                            "SELECT nextval('tickets_id_seq') FROM generate_series(1, 20)");
                    ResultSet ids = next.executeQuery()) {
                while (ids.next()) {
                    given("tickets", ids.getLong(1));
                    tickets.add(ids.getLong(1));
                }
            }
        }
        return Stream.generate(tickets::remove).limit(most).toList();
    }

    private void given(String table, long id) {
        if (!givenIds.add(table + " " + id)) {
            throw new IllegalStateException("id " + id + " of " + table + " was given twice");
        }
    }

    private void update(Connection connection, TortureTable table, List<Long> ids) throws SQLException {
        List<String> values = choice.valuesFor(table, working, ids);
        if (values.size() == ids.size() && !ids.isEmpty()) {
            expect(connection, ids.size(), table.update(), ids, values);
            working.put(table, ids, values);
        }
    }

    private void delete(Connection connection, TortureTable table, List<Long> some) throws SQLException {
        List<Long> ids = some;
        String target = table.name();
        if (table.can(Trait.PARTITIONED) && random.nextBoolean() && !ids.isEmpty()) {
            Map<Long, String> rows = working.rows(table);
            int bucket = TortureChoice.bucket(rows.getOrDefault(ids.get(0), ""));
            ids = ids.stream()
                    .filter(id -> TortureChoice.bucket(rows.getOrDefault(id, "")) == bucket)
                    .toList();
            target = table.name() + "_" + bucket;
        }
        expect(connection, ids.size(), table.deleteFrom(target), ids);
        working.remove(table, ids);
    }

    private void upsert(Connection connection, TortureTable table, List<Long> there, int most) throws SQLException {
        if (!table.can(Trait.UPSERT) || table.can(Trait.UNIQUE_VALUES) || table.can(Trait.SWAP_VALUES)) {
            return;
        }
        List<Long> ids = new ArrayList<>(there);
        ids.addAll(choice.free(table, working, most));
        List<String> values = choice.values(table, working, ids.size());
        if (values.size() == ids.size() && !ids.isEmpty()) {
            boolean merge = connection.getMetaData().getDatabaseMajorVersion() >= 15 && random.nextBoolean();
            expect(connection, ids.size(), merge ? table.merge() : table.upsert(), ids, values);
            working.put(table, ids, values);
        }
    }

    private void moveKeys(Connection connection, TortureTable table, List<Long> from) throws SQLException {
        if (!table.can(Trait.MOVE_KEYS)) {
            return;
        }
        List<Long> to = new ArrayList<>(choice.free(table, working, from.size()));
        if (table.can(Trait.SWAP_KEYS) && random.nextBoolean()) {
            to = new ArrayList<>(from);
            Collections.rotate(to, 1);
        }
        List<Long> moved = from.subList(0, to.size());
        expect(connection, moved.size(), table.moveKeys(), moved, to);
        working.move(table, moved, to);
    }

    private void expect(Connection connection, int rows, String sql, List<?>... arrays) throws SQLException {
        if (rows == 0) {
            return;
        }
        int done = run(connection, sql, arrays);
        if (done != rows) {
            throw new IllegalStateException(done + " rows, not " + rows + ": " + sql + " of "
                    + List.of(arrays).get(0) + at(connection));
        }
    }

    private static String at(Connection connection) throws SQLException {
        return ", isolation level " + connection.getTransactionIsolation();
    }

    private static int run(Connection connection, String sql, List<?>... arrays) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arrays.length; i++) {
                String type = arrays[i].get(0) instanceof Long ? "bigint" : "text";
                statement.setArray(i + 1, connection.createArrayOf(type, arrays[i].toArray()));
            }
            return statement.executeUpdate();
        }
    }
}
