package dev.tideline.engine.sql.translate;

import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.sql.catalog.FunctionInfo;
import dev.tideline.engine.sql.tree.Node;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.diagnostics.DiagnosticCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The functions that say what time it is. All of them are made from the time of the epoch, as PostgreSQL makes them from now(). */
final class TimeFunctions {

    private static final Set<String> NOW = Set.of("now", "transaction_timestamp", "statement_timestamp");

    private static final int CURRENT_DATE = 0;
    private static final int CURRENT_TIME = 1;
    private static final int CURRENT_TIME_PRECISE = 2;
    private static final int CURRENT_TIMESTAMP = 3;
    private static final int CURRENT_TIMESTAMP_PRECISE = 4;
    private static final int LOCALTIME = 5;
    private static final int LOCALTIME_PRECISE = 6;
    private static final int LOCALTIMESTAMP = 7;
    private static final int LOCALTIMESTAMP_PRECISE = 8;

    private final Translation translation;
    private final FunctionRules rules;

    TimeFunctions(Translation translation, FunctionRules rules) {
        this.translation = translation;
        this.rules = rules;
    }

    /** Whether {@code op} of a SQLVALUEFUNCTION tells the time. */
    static boolean isOfTime(int op) {
        return op >= CURRENT_DATE && op <= LOCALTIMESTAMP_PRECISE;
    }

    /** Whether it is {@code now()}, another name for it, or {@code age(x)}, which counts from today. */
    boolean isOfTime(FunctionInfo info) {
        var function = info.function();
        return function.schema().equals("pg_catalog")
                && (NOW.contains(function.name())
                        || function.name().equals("age")
                                && (function.arguments().equals(List.of(PgType.TIMESTAMP))
                                        || function.arguments().equals(List.of(PgType.TIMESTAMPTZ))));
    }

    Expr function(Node node, FunctionInfo info, List<Expr> arguments) {
        if (arguments.isEmpty()) {
            note(node, TimeReference.Kind.TIMESTAMPTZ);
            return new Expr.Now();
        }
        var type = (PgType.Base) info.function().arguments().get(0);
        note(node, type.equals(PgType.TIMESTAMP) ? TimeReference.Kind.AGE : TimeReference.Kind.AGE_ZONED);
        var today = cast(cast(new Expr.Now(), PgType.DATE, "date", -1), type, type.name(), -1);
        return call("age", List.of(type, type), PgType.INTERVAL, -1, List.of(today, arguments.get(0)));
    }

    /** {@code current_timestamp} and the like; null if {@code node} is none. */
    Expr value(Node node) {
        int typmod = node.integer("typmod");
        return switch (node.integer("op")) {
            case CURRENT_DATE -> {
                note(node, TimeReference.Kind.DATE);
                yield cast(new Expr.Now(), PgType.DATE, "date", -1);
            }
            case CURRENT_TIME, CURRENT_TIME_PRECISE -> rounded(node, "timetz", typmod);
            case CURRENT_TIMESTAMP, CURRENT_TIMESTAMP_PRECISE -> rounded(node, "timestamptz", typmod);
            case LOCALTIME, LOCALTIME_PRECISE -> rounded(node, "time", typmod);
            case LOCALTIMESTAMP, LOCALTIMESTAMP_PRECISE -> rounded(node, "timestamp", typmod);
            default -> null;
        };
    }

    private Expr rounded(Node node, String name, int typmod) {
        var type = new PgType.Base(name);
        note(node, TimeReference.Kind.valueOf(name.toUpperCase(Locale.ROOT)));
        Expr value = type.equals(PgType.TIMESTAMPTZ) ? new Expr.Now() : cast(new Expr.Now(), type, name, -1);
        if (typmod < 0) {
            return value;
        }
        var precision = new Expr.Constant(typmod, SqlType.of(PgType.INT4));
        return call(name, List.of(type, PgType.INT4), type, typmod, List.of(value, precision));
    }

    private Expr cast(Expr argument, PgType.Base to, String name, int typmod) {
        return call(name, List.of(argument.type().type()), to, typmod, List.of(argument));
    }

    private Expr call(String name, List<PgType> types, PgType result, int typmod, List<Expr> arguments) {
        var function = new Function("pg_catalog", name, types, result, true, volatility(types, result));
        rules.checkImplemented(function);
        return new Expr.Call(function, arguments, new SqlType(result, typmod, null), null);
    }

    /** As PostgreSQL has it, so that equal casts are equal however they came about: what needs the session's zone is stable. */
    private static Volatility volatility(List<PgType> types, PgType result) {
        boolean fromInstant = types.get(0).equals(PgType.TIMESTAMPTZ);
        boolean toInstant = result.equals(PgType.TIMESTAMPTZ);
        return fromInstant != toInstant && !result.equals(PgType.INTERVAL) ? Volatility.STABLE : Volatility.IMMUTABLE;
    }

    private void note(Node node, TimeReference.Kind kind) {
        var refusals = translation.refusals();
        if (refusals.isInsideSourceView()) {
            refusals.error(
                    DiagnosticCode.SQL_UNSUPPORTED,
                    "the current time is not supported in a view of the source",
                    "Put the query of that view into this file, as a view of its own.");
        } else {
            translation.noteTime(node.location(), kind);
        }
    }
}
