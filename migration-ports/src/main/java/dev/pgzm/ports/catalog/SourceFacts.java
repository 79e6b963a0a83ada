package dev.pgzm.ports.catalog;

import java.util.List;
import java.util.Set;
import org.immutables.value.Value;

/** What preflight asks the source. */
@Value.Immutable
public interface SourceFacts {
    DatabaseFacts database();

    LockSpace lockSpace();

    boolean liveSchemaExists();

    List<LiveTable> tables();

    /** Those of the live schema. */
    List<LiveType> types();

    /** What preserved tables are judged by; empty where the plan asks for none and has no archive. */
    List<TableShape> shapes();

    /** Relations of the live schema that the connected role may not read. */
    List<RelationName> unreadable();

    /** Relations of the live schema that the connected role may not hold in SHARE mode. */
    List<RelationName> unfreezable();

    /** Extensions that objects of the live schema need. */
    Set<String> neededExtensions();

    /** Other schemas that objects of the live schema refer to, without the system's and the extensions'. */
    Set<String> neededSchemas();

    /** Columns of the live schema's tables whose values are objects: of a {@code reg*} type, or made of such. */
    Set<String> objectNameColumns();

    /** Roles named as owners or grantees of the live schema's objects. */
    Set<String> grantedRoles();

    /** Roles that policies of the live schema name; without them a policy cannot be created. */
    Set<String> policyRoles();

    /** Features in use that need a server newer than some major, as {@code feature -> major}. */
    List<NeededFeature> newerFeatures();

    /** Partitions and children in another schema than their parent, where one of the two is the live schema. */
    List<String> relativesElsewhere();

    /** What the live schema holds, in the words of {@link Inventory}. */
    Set<String> objects();

    /** Tablespaces, access methods, languages and foreign servers in use, each in words: {@code tablespace fast}. */
    Set<String> neededGlobals();
}
