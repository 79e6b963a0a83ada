package dev.pgzm.postgres;

import dev.pgzm.ports.error.ErrorCode;
import dev.pgzm.ports.error.MigrationException;
import dev.pgzm.ports.error.Problem;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Exchanges what two schemas hold, object by object: for extensions that cannot leave the live schema, and therefore stay
 * where they are. The live schema's privileges become the incoming ones, and its own go with the outgoing objects.
 */
final class MoveObjects implements ExchangeStrategy {
    private static final Sql PRIVILEGES = Sql.file("list_privilege_changes");

    private final Duration lockTimeout;

    MoveObjects(Duration lockTimeout) {
        this.lockTimeout = lockTimeout;
    }

    /** Patiently, since applications do not use what comes in. */
    @Override
    public void makeReady(Session session, Exchange exchange) throws SQLException {
        lockRelations(session, exchange.incoming(), MaintenanceLock.patience(session), SwapStatements.after(List.of()));
        session.executeRaw("SET LOCAL lock_timeout = " + lockTimeout.toMillis());
    }

    @Override
    public long lock(Session session, Exchange exchange, SwapStatements besides) throws SQLException {
        return lockRelations(session, exchange.live(), lockTimeout, besides);
    }

    /** A move to where a relation is locks it, of whatever kind it is, and changes nothing. */
    private static long lockRelations(Session session, String schema, Duration patience, SwapStatements besides)
            throws SQLException {
        Stream<String> moves = SchemaObject.list(session, schema).stream()
                .filter(SchemaObject::relation)
                .map(relation -> relation.moveTo(schema));
        List<String> requests = Stream.concat(moves, besides.locks().stream()).toList();
        return LockRequests.grant(session, requests, List.of(), patience, besides.before());
    }

    @Override
    public List<String> exchange(Session session, Exchange exchange, UnaryOperator<String> judge) throws SQLException {
        String owner = SchemaSettings.read(session, exchange.live()).owner();
        session.executeRaw("CREATE SCHEMA " + Identifiers.quote(exchange.outgoing()) + " AUTHORIZATION "
                + Identifiers.quote(owner));
        adoptPrivileges(session, exchange.outgoing(), exchange.live());
        moveAll(session, exchange.live(), exchange.outgoing());
        moveAll(session, exchange.incoming(), exchange.live());
        session.executeRaw(
                String.join(";\n", ExtensionHomecoming.moves(session, exchange.incoming(), exchange.live())));
        adoptPrivileges(session, exchange.live(), exchange.incoming());
        return List.of(judge.apply(exchange.incoming()), "DROP SCHEMA " + Identifiers.quote(exchange.incoming()));
    }

    /** Until nothing is left: some objects can be named only when others have moved, and others are made meanwhile. */
    private static void moveAll(Session session, String from, String to) throws SQLException {
        List<SchemaObject> objects = SchemaObject.list(session, from);
        while (!objects.isEmpty()) {
            session.executeRaw(objects.stream().map(object -> object.moveTo(to)).collect(Collectors.joining(";\n")));
            List<SchemaObject> left = SchemaObject.list(session, from);
            if (left.stream().anyMatch(objects::contains)) {
                throw new MigrationException(Problem.of(
                                ErrorCode.BUG, "Cannot move objects out of schema " + from + ": they stay there")
                        .withDetail(left.size() + " objects, the first is "
                                + left.get(0).described())
                        .withHint("This is a defect of pgzm: please report it with the definition of that object."));
            }
            objects = left;
        }
    }

    private static void adoptPrivileges(Session session, String schema, String from) throws SQLException {
        session.executeRaw(
                String.join(";\n", session.strings("compare the schemas' privileges", PRIVILEGES, schema, from)));
    }
}
