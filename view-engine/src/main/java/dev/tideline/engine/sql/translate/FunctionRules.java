package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.expr.JsonElements;
import dev.tideline.engine.sql.catalog.FunctionInfo;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.List;
import java.util.Set;

/** Which functions may be called with what. */
final class FunctionRules {

    private static final Set<String> CLOCKS = Set.of("clock_timestamp", "timeofday");

    /** Functions of double precision, which whole numbers are turned into, that numeric has too. */
    private static final Set<String> LAST_DIGIT_OF_MACHINE =
            Set.of("dpow", "pow", "power", "dexp", "exp", "dlog1", "ln", "dlog10", "log", "log10");

    /** What takes the parts of a value as they come, and does not tell by its result in which order they came. */
    private static final Set<String> LENGTHS =
            Set.of("length", "char_length", "character_length", "octet_length", "bit_length");

    private static final Set<String> ORDER_IS_NOTHING = Set.of(
            "cardinality",
            "array_length",
            "array_ndims",
            "generate_subscripts",
            "array_upper",
            "array_lower",
            "length",
            "char_length",
            "character_length",
            "octet_length",
            "jsonb_array_length",
            "json_array_length",
            "jsonb_typeof",
            "json_typeof",
            "arraycontains",
            "arraycontained",
            "arrayoverlap",
            "array_to_string",
            "array_to_json",
            "to_json",
            "to_jsonb",
            "json_build_object",
            "jsonb_build_object",
            "json_build_array",
            "jsonb_build_array",
            "concat",
            "textcat");

    private final Translation translation;
    private final TextOrder textOrder;

    FunctionRules(Translation translation) {
        this.translation = translation;
        this.textOrder = new TextOrder(translation);
    }

    /**
     * Refuses, at the current place, a function that cannot be computed.
     *
     * @param shownAs how the user wrote it if that is not by name, such as {@code text ~ text}; else null
     */
    void checkUsable(FunctionInfo info, String shownAs) {
        checkUsable(info, shownAs, false);
    }

    /** The same where a set of rows may be returned. */
    void checkUsableAsSet(FunctionInfo info) {
        checkUsable(info, null, true);
    }

    private void checkUsable(FunctionInfo info, String shownAs, boolean setsAllowed) {
        var function = info.function();
        var name = shownAs == null ? function.signature() : "operator " + shownAs + " (" + function.signature() + ")";
        var refusals = translation.refusals();
        if (info.returnsSet() && !setsAllowed) {
            refusals.error(
                    DiagnosticCode.SQL_UNSUPPORTED,
                    name + " returns a set of rows, which is not supported in this place",
                    "Call it in FROM.");
        } else if (CLOCKS.contains(function.name()) && function.schema().equals("pg_catalog")) {
            refusals.error(
                    DiagnosticCode.SQL_VOLATILE,
                    name + " is volatile: it goes on while a query runs, so its result cannot be kept up to date",
                    "Use now(), which is the time of the epoch.");
        } else if (function.volatility() == Volatility.VOLATILE) {
            refusals.error(
                    DiagnosticCode.SQL_VOLATILE,
                    name + " is volatile: it may give another value each time, so its result cannot be kept up to date",
                    null);
        } else {
            checkImplemented(function, name);
        }
    }

    /** Refuses, at the current place, a function that we have not. */
    void checkImplemented(Function function) {
        checkImplemented(function, function.signature());
    }

    private void checkImplemented(Function function, String name) {
        if (!translation.capabilities().supports(function)) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_FUNCTION_UNSUPPORTED,
                            name + " is not supported",
                            unsupportedHint(function));
        }
    }

    /** Refuses, at the current place, arguments that a function cannot be given. */
    void checkCall(Function function, List<Expr> arguments, Collation collation) {
        boolean ordering = !ORDER_IS_NOTHING.contains(function.name())
                || LENGTHS.contains(function.name())
                        && arguments.stream().anyMatch(translation.representation()::isUnevenlySpaced);
        if (ordering) {
            arguments.forEach(argument -> refuseUnordered(argument, function.signature()));
        }
        checkValues(function, arguments, collation);
    }

    /** The same for {@code ANY} and {@code ALL} of an array, the elements of which may stand in any order. */
    void checkQuantified(Function function, Expr left, Expr array, Collation collation) {
        refuseUnordered(left, function.signature());
        if (!translation.representation().hasOrderedElements(array)) {
            refuseUnordered(array, function.signature());
        }
        checkValues(function, List.of(left, array), collation);
    }

    private void checkValues(Function function, List<Expr> arguments, Collation collation) {
        textOrder.check(function, arguments, collation);
        if (FormSensitivity.of(function) == FormSensitivity.TELLS_APART) {
            arguments.forEach(argument -> refuseOpen(argument, function.signature()));
        }
    }

    /** Refuses, at the current place, arguments that an aggregate cannot be given, be it of groups or of windows. */
    void checkAggregate(Function function, List<Expr> arguments, Collation collation) {
        JsonElements.of(function, arguments.stream().map(Expr::type).toList())
                .forEach(element -> translation.capabilities().refusal(element).ifPresent(reason -> translation
                        .refusals()
                        .error(DiagnosticCode.SQL_UNSUPPORTED, function.name() + ": " + reason, null)));
        if (!AggregateRules.ignoresOrder(function)) {
            arguments.forEach(argument -> refuseUnordered(argument, function.signature()));
        }
        textOrder.check(function, arguments, collation);
        if (AggregateRules.sensitivity(function) == FormSensitivity.TELLS_APART) {
            arguments.forEach(argument -> refuseOpen(argument, function.signature()));
        }
    }

    TextOrder textOrder() {
        return textOrder;
    }

    /** Refuses, at the current place, an open value where its form would be seen. */
    void refuseOpen(Expr argument, String consumer) {
        if (translation.representation().isOpen(argument)) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_REPRESENTATION_OPEN,
                            "SQL leaves open which of several equal forms this "
                                    + argument.type().type().ddl() + " has (such as "
                                    + Representation.example(argument.type()) + "), and " + consumer
                                    + " tells them apart",
                            "Below the GROUP BY, DISTINCT, set operation, min or max that it comes from, cast it to a type with "
                                    + "one form for each value, such as " + Representation.remedy(argument.type())
                                    + ".");
        }
    }

    /** Refuses, at the current place, a value whose parts come in an order that SQL leaves open, where that order would be seen. */
    void refuseUnordered(Expr argument, String consumer) {
        if (translation.representation().isUnordered(argument)) {
            translation
                    .refusals()
                    .error(
                            DiagnosticCode.SQL_ORDER_OPEN,
                            "SQL leaves open in which order this "
                                    + argument.type().type().ddl() + " was put together, and " + consumer
                                    + " can see it",
                            "Give the aggregate that it comes from an ORDER BY of columns that determine the rows, such as a "
                                    + "primary key.");
        }
    }

    private static String unsupportedHint(Function function) {
        if (!function.schema().equals("pg_catalog")) {
            return "Only functions of PostgreSQL itself are supported. Put its expression into the query instead.";
        } else if (LAST_DIGIT_OF_MACHINE.contains(function.name())
                && function.arguments().contains(PgType.FLOAT8)) {
            return "The last digit of its result is up to the machine that PostgreSQL runs on. Over numeric it is exact: "
                    + "cast the arguments to numeric.";
        }
        return DictionaryCalls.hint(function);
    }
}
