package dev.tideline.engine.function;

import dev.tideline.engine.type.PgType;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All functions that we implement, by signature ({@code pg_catalog.int4pl(integer, integer)}). */
public final class FunctionRegistry {

    /** Makes the body of a function for one call. */
    @FunctionalInterface
    public interface Implementation {

        /**
         * @throws UnsupportedCallException if this call could not be exact
         */
        Body bind(CallSite site);
    }

    private static final FunctionRegistry STANDARD = build();

    private final Map<String, Implementation> implementations;
    private final Map<String, Implementation> sets;

    private FunctionRegistry(Map<String, Implementation> implementations, Map<String, Implementation> sets) {
        this.implementations = Collections.unmodifiableMap(implementations);
        this.sets = Collections.unmodifiableMap(sets);
    }

    /** The whole library. */
    public static FunctionRegistry standard() {
        return STANDARD;
    }

    /** The implementation, or null. */
    public Implementation find(String signature) {
        var scalar = implementations.get(signature);
        return scalar == null ? sets.get(signature) : scalar;
    }

    /** The signatures of all set-returning functions, sorted; their results are {@link dev.tideline.engine.value.RowSet}s. */
    public List<String> setSignatures() {
        return sets.keySet().stream().sorted().toList();
    }

    /** The signatures of all functions of PostgreSQL that return one value, sorted. */
    public List<String> signatures() {
        return implementations.keySet().stream()
                .filter(signature -> !signature.startsWith(InternalFunctions.SCHEMA + "."))
                .sorted()
                .toList();
    }

    private static FunctionRegistry build() {
        var registrar = new Registrar();
        registrar.registerAll();
        var sets = new Registrar();
        SetFunctions.register(sets);
        JsonSetFunctions.register(sets);
        SeriesFunctions.register(sets);
        JsonPathFunctions.registerSets(sets);
        JsonRecordFunctions.registerSets(sets);
        TsVectorFunctions.registerSets(sets);
        return new FunctionRegistry(registrar.implementations, sets.implementations);
    }

    /** Takes the families' functions in. */
    static final class Registrar {

        private final Map<String, Implementation> implementations = new HashMap<>();

        private void registerAll() {
            ComparisonFunctions.register(this);
            IntegerArithmetic.register(this);
            IntegerBits.register(this);
            FloatFunctions.register(this);
            NumericFunctions.register(this);
            NumericPowers.register(this);
            NumberCasts.register(this);
            TextFunctions.register(this);
            LetterCase.register(this);
            LikeFunctions.register(this);
            TextCasts.register(this);
            ByteaFunctions.register(this);
            Encodings.register(this);
            Quoting.register(this);
            Formatting.register(this);
            JsonbFunctions.register(this);
            JsonFunctions.register(this);
            JsonbChanges.register(this);
            JsonbCasts.register(this);
            JsonBuilding.register(this);
            ArrayFunctions.register(this);
            IntervalFunctions.register(this);
            TimestampArithmetic.register(this);
            DateTrunc.register(this);
            Extract.register(this);
            DateTimeCasts.register(this);
            DateTimeConstruction.register(this);
            TimeTzFunctions.register(this);
            Overlaps.register(this);
            ArrayChanges.register(this);
            ArrayTexts.register(this);
            EnumFunctions.register(this);
            InternalFunctions.register(this);
            RegexOperators.register(this);
            RegexFunctions.register(this);
            RegexReplace.register(this);
            NumberFormatting.register(this);
            TimeFormatting.register(this);
            PatternComparisons.register(this);
            UuidParts.register(this);
            Buckets.register(this);
            UnicodeText.register(this);
            IdentifierParser.register(this);
            TextConversions.register(this);
            NetworkFunctions.register(this);
            MacFunctions.register(this);
            RangeFunctions.register(this);
            JsonPathFunctions.register(this);
            JsonObjects.register(this);
            JsonConstructors.register(this);
            JsonRecordFunctions.register(this);
            ArrayShapes.register(this);
            BitFunctions.register(this);
            CounterFunctions.register(this);
            CharFunctions.register(this);
            MultirangeFunctions.register(this);
            TsVectorFunctions.register(this);
            TsQueryFunctions.register(this);
        }

        /** {@code declaration} is the function as in pg_proc, with internal type names: {@code int4pl(int4,int4)}. */
        void bound(String declaration, Implementation implementation) {
            if (implementations.put(signature(declaration), implementation) != null) {
                throw new IllegalStateException(declaration + " is registered twice");
            }
        }

        /** A function of our own, which queries cannot name. */
        void internal(String signature, Implementation implementation) {
            implementations.put(signature, implementation);
        }

        void nullary(String declaration, Body.Nullary body) {
            bound(declaration, site -> body);
        }

        void unary(String declaration, Body.Unary body) {
            bound(declaration, site -> body);
        }

        void binary(String declaration, Body.Binary body) {
            bound(declaration, site -> body);
        }

        void ternary(String declaration, Body.Ternary body) {
            bound(declaration, site -> body);
        }

        void variadic(String declaration, Body.Variadic body) {
            bound(declaration, site -> body);
        }

        private static String signature(String declaration) {
            int open = declaration.indexOf('(');
            String inside = declaration.substring(open + 1, declaration.length() - 1);
            String arguments = inside.isEmpty()
                    ? ""
                    : Stream.of(inside.split(",")).map(Registrar::ddl).collect(Collectors.joining(", "));
            return "pg_catalog." + declaration.substring(0, open) + "(" + arguments + ")";
        }

        private static String ddl(String name) {
            return name.endsWith("[]")
                    ? new PgType.Array(new PgType.Base(name.substring(0, name.length() - 2))).ddl()
                    : new PgType.Base(name).ddl();
        }
    }
}
