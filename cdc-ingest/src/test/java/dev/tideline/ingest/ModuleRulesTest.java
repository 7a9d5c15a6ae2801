package dev.tideline.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

@AnalyzeClasses(packages = "dev.tideline.ingest", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {

    @ArchTest
    static final ArchRule debezium = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tideline.ingest.capture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.debezium..", "org.apache.kafka.connect..")
            .because("Debezium can only be replaced, or its oddities be kept in check, if one package knows it");

    @ArchTest
    static final ArchRule siblings = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tideline.engine..", "dev.tideline.sink..", "dev.tideline.deploy..", "dev.tideline.embedded..")
            .because("the parts of Tideline meet in Kafka, through the contracts of schemas, and nowhere else");

    @ArchTest
    static final ArchRule capture = noClasses()
            .that()
            .resideInAPackage("dev.tideline.ingest.capture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka.clients..", "com.fasterxml.jackson..", "dev.tideline.ingest.epoch..")
            .because("capturing must not know where the changes go or how they are written");

    @ArchTest
    static final ArchRule conversion = noClasses()
            .that()
            .resideInAPackage("dev.tideline.ingest.convert..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..")
            .because("a row's JSON is the same wherever it is sent");

    @ArchTest
    static final ArchRule noCycles = SlicesRuleDefinition.slices()
            .matching("dev.tideline.ingest.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each package can then be understood with those below it alone");
}
