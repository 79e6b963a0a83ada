package dev.pgzm.distribution;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.Random;

/**
 * Writes a token of each transaction to every table of the swap loop's shop, in random order, and takes its orders' ids from
 * blocks that it asked for before, perhaps of the other schema.
 */
final class ShopClient implements RandomClients.Client {
    /** What {@code order_ids} leaves between two values. */
    private static final int BLOCK = 10;

    private static final int SHARED_ACCOUNTS = 100;
    private static final String COUNT = "UPDATE accounts SET n = n + 1 WHERE id = ?";

    private final int number;
    private final Random random;
    private final Queue<String> acknowledged;
    private final Deque<Long> ids = new ArrayDeque<>();
    private String token = "";
    private int transactions;

    ShopClient(int number, Random random, Queue<String> acknowledged) {
        this.number = number;
        this.random = random;
        this.acknowledged = acknowledged;
    }

    private record Write(String sql, List<Object> parameters) {
        Write(String sql, Object... parameters) {
            this(sql, List.of(parameters));
        }
    }

    @Override
    public void work(Connection connection) throws SQLException {
        token = number + "/" + ++transactions;
        for (Write write : writes(connection)) {
            if (random.nextInt(10) == 0) {
                Savepoint before = connection.setSavepoint();
                run(connection, new Write("INSERT INTO ledger_a VALUES (?)", "rolled back"));
                connection.rollback(before);
            }
            run(connection, write);
        }
    }

    private List<Write> writes(Connection connection) throws SQLException {
        long order = orderId(connection);
        List<Write> writes = new ArrayList<>(List.of(
                new Write("INSERT INTO ledger_a VALUES (?)", token),
                new Write("INSERT INTO ledger_b (token) VALUES (?)", token),
                new Write("INSERT INTO orders VALUES (?, ?)", order, token),
                new Write("INSERT INTO lines VALUES (?, 1, ?)", order, token),
                new Write("INSERT INTO public.\"Ledger \"\"P\"\"\" VALUES (?, ?)", token, number),
                new Write(COUNT, number)));
        if (random.nextInt(4) == 0) {
            writes.add(new Write(COUNT, SHARED_ACCOUNTS + random.nextInt(4)));
        }
        Collections.shuffle(writes, random);
        if (random.nextBoolean()) {
            writes.add(0, new Write("SELECT n FROM accounts WHERE id = ?", number));
        }
        return writes;
    }

    private long orderId(Connection connection) throws SQLException {
        if (ids.isEmpty()) {
            try (PreparedStatement next = connection.prepareStatement("SELECT nextval('order_ids')");
                    ResultSet first = next.executeQuery()) {
                first.next();
                for (int i = 0; i < BLOCK; i++) {
                    ids.add(first.getLong(1) + i);
                }
            }
        }
        return ids.remove();
    }

    private static void run(Connection connection, Write write) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(write.sql)) {
            for (int i = 0; i < write.parameters.size(); i++) {
                statement.setObject(i + 1, write.parameters.get(i));
            }
            statement.execute();
        }
    }

    @Override
    public String doing() {
        return "shop";
    }

    @Override
    public void committed() {
        acknowledged.add(token);
    }

    @Override
    public void rolledBack() {
        // its id is lost, as any sequence loses some
    }
}
