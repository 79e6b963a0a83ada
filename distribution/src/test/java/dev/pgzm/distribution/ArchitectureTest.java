package dev.pgzm.distribution;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The house's arrows and names, as docs/architecture.md tells them. */
@AnalyzeClasses(packages = "dev.pgzm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String PORTS = "dev.pgzm.ports..";
    private static final String DOMAIN = "dev.pgzm.domain..";
    private static final String POSTGRES = "dev.pgzm.postgres..";
    private static final String STATE_FILE = "dev.pgzm.state.file..";
    private static final String STATE_S3 = "dev.pgzm.state.s3..";
    private static final String CLI = "dev.pgzm.cli..";
    private static final String[] VALUES = {
        "java.lang..", "java.util..", "java.time..", "org.immutables..", "org.jspecify.."
    };

    @ArchTest
    static final ArchRule portsKnowNobody = classes()
            .that()
            .resideInAPackage(PORTS)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(concat(
                    VALUES,
                    PORTS,
                    "java.io",
                    "java.net",
                    "java.nio.file",
                    "java.nio.charset",
                    "javax.annotation.processing"));

    @ArchTest
    static final ArchRule domainKnowsThePortsOnly = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    concat(VALUES, DOMAIN, PORTS, "java.nio.charset", "java.security", "javax.annotation.processing"));

    @ArchTest
    static final ArchRule postgresKnowsNoOtherAdapterAndNotTheDomain = noClasses()
            .that()
            .resideInAPackage(POSTGRES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DOMAIN, STATE_FILE, STATE_S3, CLI, "dev.pgzm.distribution..");

    @ArchTest
    static final ArchRule stateInFilesKnowsNoOtherAdapterAndNotTheDomain = noClasses()
            .that()
            .resideInAPackage(STATE_FILE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DOMAIN, POSTGRES, STATE_S3, CLI, "dev.pgzm.distribution..");

    @ArchTest
    static final ArchRule stateInS3SharesTheDocumentOfFilesOnly = noClasses()
            .that()
            .resideInAPackage(STATE_S3)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DOMAIN, POSTGRES, CLI, "dev.pgzm.distribution..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule cliKnowsNoOtherAdapterAndNotTheDomain = noClasses()
            .that()
            .resideInAPackage(CLI)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(DOMAIN, POSTGRES, STATE_FILE, STATE_S3, "dev.pgzm.distribution..", "java.sql..");

    @ArchTest
    static final ArchRule onlyPostgresSpeaksSql = noClasses()
            .that()
            .resideOutsideOfPackages(POSTGRES, "dev.pgzm.distribution.demo..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Impl")
            .orShould()
            .haveSimpleNameEndingWith("Port")
            .orShould()
            .haveSimpleNameEndingWith("Service")
            .orShould()
            .haveSimpleNameEndingWith("Processor");

    @ArchTest
    static final ArchRule accessorsHaveNoGet = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(PORTS, DOMAIN)
            .should()
            .haveNameNotMatching("get[A-Z].*");

    @ArchTest
    static final ArchRule postgresOpensDatabasesAndNothingElse = classes()
            .that()
            .resideInAPackage(POSTGRES)
            .and()
            .resideOutsideOfPackage("dev.pgzm.postgres.testing..")
            .and()
            .arePublic()
            .should()
            .haveSimpleName("Databases")
            .orShould()
            .haveSimpleName("PostgresModule")
            .orShould()
            .haveSimpleName("KeepAliveSocketFactory");

    @ArchTest
    static final ArchRule phasesHaveNoClockOfTheirOwn = noClasses()
            .that()
            .resideInAPackage("dev.pgzm.domain.phase..")
            .should()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(java.time.Instant.class, "now");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses()
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(Thread.class, "sleep", long.class, int.class);

    private static String[] concat(String[] first, String... second) {
        return java.util.stream.Stream.of(first, second)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }
}
