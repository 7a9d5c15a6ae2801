package dev.tideline.engine;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** The package map of {@code dev.tideline.engine}, kept by force. */
@AnalyzeClasses(packages = "dev.tideline.engine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ENGINE = "dev.tideline.engine";
    private static final String SCHEMAS = "dev.tideline.schemas..";
    private static final String[] PURE = {
        in("circuit"),
        in("plan"),
        in("expr"),
        in("function"),
        in("regex"),
        in("value"),
        in("type"),
        in("state"),
        in("gate")
    };

    @ArchTest
    static final ArchRule TYPES = only("type").because("a type is data that everything else speaks of");

    @ArchTest
    static final ArchRule VALUES = only("value", "type")
            .because("values must be usable wherever bytes come or go, in change records, states and results alike");

    @ArchTest
    static final ArchRule REGULAR_EXPRESSIONS =
            only("regex").because("a regular expression is about characters, whatever they stand in");

    @ArchTest
    static final ArchRule FUNCTIONS = only("function", "regex", "value", "type")
            .because("a function computes values; where it is called is no matter");

    @ArchTest
    static final ArchRule EXPRESSIONS = only("expr", "function", "value", "type")
            .because("an expression means the same whichever plan or operator holds it");

    @ArchTest
    static final ArchRule PLANS = only("plan", "expr", "function", "value", "type")
            .because("plans are data that rules rewrite; how they run is the circuit's business");

    @ArchTest
    static final ArchRule STATES = only("state", "value", "type")
            .because("the runtime and the tests put different stores behind the same states");

    @ArchTest
    static final ArchRule CIRCUIT = only("circuit", "plan", "expr", "function", "state", "value", "type")
            .because("the circuit is tested without servers: it takes slices and states, and knows not where from");

    @ArchTest
    static final ArchRule GATE = only("gate", "state", "value")
            .because("whether an epoch is complete is decided by counts alone, not by what rows hold");

    @ArchTest
    static final ArchRule SQL = only(
                    List.of("java.sql..", "javax.sql..", "org.postgresql..", "org.slf4j.."),
                    "sql",
                    "plan",
                    "expr",
                    "function",
                    "regex",
                    "value",
                    "type")
            .because("analysis ends in a plan; it must not know how plans are run");

    @ArchTest
    static final ArchRule RUNTIME = only(
                    List.of(
                            "org.apache.kafka..",
                            "org.rocksdb..",
                            "io.micrometer..",
                            "com.fasterxml.jackson.core..",
                            "org.slf4j.."),
                    "runtime",
                    "circuit",
                    "gate",
                    "plan",
                    "state",
                    "value",
                    "type")
            .because("the runtime carries any stage behind StageLogic; it must not care which SQL it came from");

    @ArchTest
    static final ArchRule KAFKA = noClasses()
            .that()
            .resideInAPackage(ENGINE + "..")
            .and()
            .resideOutsideOfPackage(in("runtime"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.kafka..", "org.rocksdb..")
            .because("one package per foreign library: Kafka's types end in dev.tideline.engine.runtime");

    @ArchTest
    static final ArchRule JDBC = noClasses()
            .that()
            .resideInAPackage(ENGINE + "..")
            .and()
            .resideOutsideOfPackage(in("sql"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
            .because("one package per foreign library: JDBC's types end in dev.tideline.engine.sql");

    @ArchTest
    static final ArchRule NO_IO = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(resideInAnyPackage("java.net..", "java.nio.file..", "java.nio.channels..")
                    .or(HasName.Predicates.nameMatching("java\\.io\\.(File|Console|Random|Object).*")
                            .forSubtype()))
            .because(
                    "what the circuit computes may depend on its states and its input only; else a restart gives another"
                            + " answer");

    @ArchTest
    static final ArchRule NO_THREADS = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat(HasName.Predicates.nameMatching(
                            "java\\.lang\\.(Thread.*|Runtime|Process.*)|java\\.util\\.(Timer.*)|java\\.util\\.concurrent\\.(Executor.*|.*Future.*|.*Pool.*|.*Queue.*|locks\\..*)")
                    .forSubtype())
            .because("one thread runs a stage; an operator that starts others has states that no commit covers");

    @ArchTest
    static final ArchRule NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .callMethodWhere(
                    target(are(name("currentTimeMillis").or(name("nanoTime")).forSubtype()))
                            .and(target(owner(are(HasName.Predicates.name(System.class.getName())
                                    .forSubtype())))))
            .orShould()
            .callMethodWhere(target(are(name("now").forSubtype()))
                    .and(target(owner(are(
                            HasName.Predicates.nameMatching("java\\.time\\..*").forSubtype())))))
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(Clock.class)
            .because("the same rows must give the same results whenever they are computed; time comes with the epoch");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(ENGINE + ".(*)..")
            .should()
            .beFreeOfCycles()
            .because("data flows one way through the packages, and so do the dependencies");

    private static String in(String name) {
        return ENGINE + "." + name + "..";
    }

    private static ArchRule only(String own, String... others) {
        return only(List.of(), own, others);
    }

    /** Classes of the package depend on nothing but the Java library, the contracts and these. */
    private static ArchRule only(List<String> libraries, String own, String... others) {
        var allowed = new ArrayList<>(List.of("java.lang..", "java.util..", "java.io..", "java.math..", "java.time.."));
        allowed.addAll(List.of("java.nio..", "java.security..", "java.text..", SCHEMAS, in(own)));
        allowed.addAll(libraries);
        for (String other : others) {
            allowed.add(in(other));
        }
        return classes()
                .that()
                .resideInAPackage(in(own))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(allowed.toArray(new String[0]))
                        .or(HasName.Predicates.nameMatching(
                                        "\\[?.*\\[\\]|int|long|boolean|byte|char|short|double|float|void")
                                .forSubtype()));
    }
}
