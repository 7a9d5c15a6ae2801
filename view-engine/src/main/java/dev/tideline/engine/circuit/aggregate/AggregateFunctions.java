package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.PgType;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Which aggregate functions we have, and how each is kept. */
public final class AggregateFunctions {

    private static final Set<String> INTEGERS = Set.of("int2", "int4", "int8");

    private final Arithmetic arithmetic;

    /** @param compiler has PostgreSQL's divisions, which averages need */
    public AggregateFunctions(ExprCompiler compiler) {
        arithmetic = new Arithmetic(compiler);
    }

    /** Functions whose result is one of the values: it is found among them, not computed. */
    public enum Selection {
        MIN,
        MAX,
        /** {@code any_value}: the least by canonical bytes, so that it is always the same one. */
        ANY
    }

    /** What a function's result is made from. */
    public enum Keeping {
        /** An {@link Accumulator}. */
        ACCUMULATOR,
        /** One of the values, by {@link #selection}. */
        SELECTION,
        /** All values in their order, by a {@link ListFunction}. */
        LIST,
        /** The values at some ranks, by {@link Percentiles}. */
        PERCENTILE,
        /** The most frequent value. */
        MODE,
        /** The rank that a row would have, by {@link HypotheticalRanks}. */
        RANK
    }

    /** Whether the function can be kept, by its signature; with DISTINCT or without makes no difference. */
    public static boolean supports(Function function) {
        return keeping(function) != Keeping.ACCUMULATOR || supplier(function, null) != null;
    }

    /** How a function is kept, if it {@linkplain #supports is}. */
    public static Keeping keeping(Function function) {
        if (!builtIn(function)) {
            return Keeping.ACCUMULATOR;
        }
        if (selection(function).isPresent()) {
            return Keeping.SELECTION;
        }
        return switch (function.name()) {
            case "percentile_cont", "percentile_disc" -> Keeping.PERCENTILE;
            case "mode" -> Keeping.MODE;
            case "rank", "dense_rank", "percent_rank", "cume_dist" -> Keeping.RANK;
            default ->
                ListFunctions.NAMES.contains(function.name()) || RangeAggregates.NAMES.contains(function.name())
                        ? Keeping.LIST
                        : Keeping.ACCUMULATOR;
        };
    }

    /** How a function selects one of its values, or empty if it computes something. */
    public static Optional<Selection> selection(Function function) {
        if (!builtIn(function) || function.arguments().size() != 1) {
            return Optional.empty();
        }
        return switch (function.name()) {
            case "min" -> Optional.of(Selection.MIN);
            case "max" -> Optional.of(Selection.MAX);
            case "any_value" -> Optional.of(Selection.ANY);
            default -> Optional.empty();
        };
    }

    /** Whether giving a value twice is as good as once, so that DISTINCT means nothing. */
    public static boolean idempotent(Function function) {
        return selection(function).isPresent()
                || Set.of("bool_and", "bool_or", "every", "bit_and", "bit_or").contains(function.name());
    }

    /** Makes empty accumulators of a function that computes its result. */
    public Supplier<Accumulator> accumulator(Function function) {
        var supplier = supplier(function, arithmetic);
        if (supplier == null) {
            throw new IllegalArgumentException("no aggregate " + function.signature());
        }
        return supplier;
    }

    private static Supplier<Accumulator> supplier(Function function, Arithmetic arithmetic) {
        if (!builtIn(function)) {
            return null;
        }
        if (FloatPairs.NAMES.contains(function.name())) {
            return () -> new FloatPairs(function.name());
        }
        if (function.arguments().size() > 1) {
            return null;
        }
        if (function.name().equals("count")) {
            return Counting::new;
        }
        if (function.arguments().isEmpty() || !(function.arguments().get(0) instanceof PgType.Base base)) {
            return null;
        }
        var type = base.name();
        return switch (function.name()) {
            case "sum", "avg" -> sum(function.name().equals("avg"), type, arithmetic);
            case "bool_and", "every" -> type.equals("bool") ? () -> new BooleanCounts(true) : null;
            case "bool_or" -> type.equals("bool") ? () -> new BooleanCounts(false) : null;
            case "bit_and" -> bits(BitCounts.Kind.AND, type);
            case "bit_or" -> bits(BitCounts.Kind.OR, type);
            case "bit_xor" -> bits(BitCounts.Kind.XOR, type);
            case "variance", "var_samp" -> variance(true, false, type, arithmetic);
            case "var_pop" -> variance(false, false, type, arithmetic);
            case "stddev", "stddev_samp" -> variance(true, true, type, arithmetic);
            case "stddev_pop" -> variance(false, true, type, arithmetic);
            default -> null;
        };
    }

    private static Supplier<Accumulator> sum(boolean average, String type, Arithmetic arithmetic) {
        return switch (type) {
            case "int2", "int4" ->
                () -> new IntegerSum(average ? IntegerSum.Result.AVERAGE : IntegerSum.Result.BIGINT, arithmetic);
            case "int8" ->
                () -> new IntegerSum(average ? IntegerSum.Result.AVERAGE : IntegerSum.Result.NUMERIC, arithmetic);
            case "numeric" -> () -> new NumericSum(average, arithmetic);
            case "float4" -> () -> new FloatSum(average ? FloatSum.Result.AVERAGE : FloatSum.Result.REAL);
            case "float8" -> () -> new FloatSum(average ? FloatSum.Result.AVERAGE : FloatSum.Result.DOUBLE);
            case "interval" -> () -> new IntervalSum(average, arithmetic);
            default -> null;
        };
    }

    private static Supplier<Accumulator> bits(BitCounts.Kind kind, String type) {
        return switch (type) {
            case "int2" -> () -> new BitCounts(kind, 16);
            case "int4" -> () -> new BitCounts(kind, 32);
            case "int8" -> () -> new BitCounts(kind, 64);
            case "bit" -> () -> new BitStringCounts(kind);
            default -> null;
        };
    }

    private static Supplier<Accumulator> variance(boolean sample, boolean root, String type, Arithmetic arithmetic) {
        if (type.equals("float4") || type.equals("float8")) {
            return () -> new FloatVariance(sample, root);
        }
        return INTEGERS.contains(type) || type.equals("numeric") ? () -> new Variance(sample, root, arithmetic) : null;
    }

    private static boolean builtIn(Function function) {
        return function.schema().equals("pg_catalog");
    }
}
