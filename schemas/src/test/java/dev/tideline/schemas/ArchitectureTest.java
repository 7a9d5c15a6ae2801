package dev.tideline.schemas;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.tideline.schemas.wire.TopicNames;

@AnalyzeClasses(packages = "dev.tideline", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("dev.tideline.schemas.(*)..")
            .should()
            .beFreeOfCycles()
            .because("each of them must be understandable without the others that use it");

    @ArchTest
    static final ArchRule wireStandsAlone = noClasses()
            .that()
            .resideInAPackage("..schemas.wire..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..schemas.config..", "..schemas.diagnostics..")
            .because("messages between parts outlive what users write and how mistakes are shown");

    @ArchTest
    static final ArchRule diagnosticsStandAlone = noClasses()
            .that()
            .resideInAPackage("..schemas.diagnostics..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..schemas.config..", "..schemas.wire..")
            .because("diagnostics come from every part and must not know where from");

    @ArchTest
    static final ArchRule configDoesNotKnowTheWire = noClasses()
            .that()
            .resideInAPackage("..schemas.config..")
            .should()
            .dependOnClassesThat(resideInAPackage("..schemas.wire..").and(not(type(TopicNames.class))))
            .because("the files of users and the messages of parts change for different reasons;"
                    + " that two names in a file would share a topic only the names of topics can tell");

    @ArchTest
    static final ArchRule noKafkaAndNoDatabase = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "java.sql..", "javax.sql..", "org.postgresql..", "io.debezium..")
            .because("every part imports schemas, and none may drag another part's libraries into it");

    @ArchTest
    static final ArchRule otherPartsAreUnknown = noClasses()
            .that()
            .resideInAPackage("dev.tideline.schemas..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.tideline.ingest..",
                    "dev.tideline.engine..",
                    "dev.tideline.sink..",
                    "dev.tideline.deploy..",
                    "dev.tideline.embedded..")
            .because("schemas is what they share; it stands below all of them");

    @ArchTest
    static final ArchRule yamlAndJsonSchemaOnlyInConfig = noClasses()
            .that()
            .resideOutsideOfPackage("..schemas.config..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snakeyaml..", "com.networknt..", "org.yaml..")
            .because("a foreign library has one home, so that it can be replaced there");

    @ArchTest
    static final ArchRule foreignTypesStayInside = noClasses()
            .that()
            .resideInAPackage("..schemas.config..")
            .and()
            .haveNameNotMatching(".*\\.(YamlParser|YamlSyntaxError|SchemaCheck)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.snakeyaml..", "com.networknt..")
            .because("both libraries change their API between major versions; three classes are easily rewritten");
}
