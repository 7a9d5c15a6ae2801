package dev.tideline.sink;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.tideline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule SIBLINGS = noClasses()
            .that()
            .resideInAPackage("dev.tideline.sink..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.tideline.ingest..", "dev.tideline.engine..", "dev.tideline.deploy..")
            .because("the modules only meet in Kafka; what they must agree on belongs into schemas");

    @ArchTest
    static final ArchRule JDBC = noClasses()
            .that()
            .resideInAPackage("dev.tideline.sink..")
            .and()
            .resideOutsideOfPackage("dev.tideline.sink.postgres..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
            .because("who writes when is decided without JDBC; move SQL into dev.tideline.sink.postgres");

    @ArchTest
    static final ArchRule KAFKA = noClasses()
            .that()
            .resideInAPackage("dev.tideline.sink..")
            .and()
            .resideOutsideOfPackage("dev.tideline.sink.read..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..")
            .because("only dev.tideline.sink.read knows how records come; hand it in as plain values");

    @ArchTest
    static final ArchRule EPOCHS_ARE_PURE = classes()
            .that()
            .resideInAPackage("dev.tideline.sink.epoch..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tideline.sink.epoch..",
                    "dev.tideline.schemas..",
                    "com.fasterxml.jackson.core..",
                    "java.lang..",
                    "java.util..",
                    "java.io..",
                    "java.nio..",
                    "java.time..",
                    "java.security..")
            .because("when an epoch is complete must be testable without servers, clocks and threads");

    @ArchTest
    static final ArchRule READING_AND_WRITING = noClasses()
            .that()
            .resideInAPackage("dev.tideline.sink.read..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.tideline.sink.postgres..")
            .because("Kafka and the target meet only in the root package");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.tideline.sink.(**)")
            .should()
            .beFreeOfCycles()
            .because(
                    "ddl, apply and catalog are read one at a time; a class that two of them need belongs into the lower one");
}
