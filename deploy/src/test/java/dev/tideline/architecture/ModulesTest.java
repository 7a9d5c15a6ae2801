package dev.tideline.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The modules' invariants, in the words of the architecture page. */
@AnalyzeClasses(packages = "dev.tideline", importOptions = ImportOption.DoNotIncludeTests.class)
class ModulesTest {

    private static final String SCHEMAS = "dev.tideline.schemas..";
    private static final String INGEST = "dev.tideline.ingest..";
    private static final String ENGINE = "dev.tideline.engine..";
    private static final String SINK = "dev.tideline.sink..";
    private static final String DEPLOY = "dev.tideline.deploy..";
    private static final String EMBEDDED = "dev.tideline.embedded..";

    @ArchTest
    static final ArchRule INGEST_KNOWS_ONLY_SCHEMAS = noClasses()
            .that()
            .resideInAPackage(INGEST)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, SINK, DEPLOY, EMBEDDED)
            .because("siblings never import each other; what they share is a contract and belongs into schemas");

    @ArchTest
    static final ArchRule ENGINE_KNOWS_ONLY_SCHEMAS = noClasses()
            .that()
            .resideInAPackage(ENGINE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INGEST, SINK, DEPLOY, EMBEDDED)
            .because("siblings never import each other; what they share is a contract and belongs into schemas");

    @ArchTest
    static final ArchRule SINK_KNOWS_ONLY_SCHEMAS = noClasses()
            .that()
            .resideInAPackage(SINK)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INGEST, ENGINE, DEPLOY, EMBEDDED)
            .because("siblings never import each other; what they share is a contract and belongs into schemas");

    @ArchTest
    static final ArchRule SCHEMAS_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage(SCHEMAS)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(INGEST, ENGINE, SINK, DEPLOY, EMBEDDED, "org.apache.kafka..", "java.sql..")
            .because("contracts are data: they neither read topics nor talk to databases");

    @ArchTest
    static final ArchRule ONLY_INGEST_KNOWS_DEBEZIUM = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tideline.ingest.capture..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.debezium..", "org.apache.kafka.connect..")
            .because("one package per foreign library: Debezium's types end in dev.tideline.ingest.capture");

    @ArchTest
    static final ArchRule ONLY_THE_RUNTIME_KNOWS_STREAMS = noClasses()
            .that()
            .resideOutsideOfPackage("dev.tideline.engine.runtime..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.kafka.streams..")
            .because("one package per foreign library: the circuit must run without Kafka Streams");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("dev.tideline.(*)..")
            .should()
            .beFreeOfCycles()
            .because("data flows one way, and so do the dependencies");
}
