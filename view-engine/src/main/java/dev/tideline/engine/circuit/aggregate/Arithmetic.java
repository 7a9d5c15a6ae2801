package dev.tideline.engine.circuit.aggregate;

import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.expr.Function.Volatility;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgInterval;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.Row;
import java.util.List;

/** PostgreSQL's divisions, as the function library has them: averages must round exactly as {@code /} does. */
final class Arithmetic {

    private final ExprCompiler compiler;
    private Evaluator numericDivision;
    private Evaluator intervalDivision;

    Arithmetic(ExprCompiler compiler) {
        this.compiler = compiler;
    }

    PgNumeric divide(PgNumeric dividend, PgNumeric divisor) {
        if (numericDivision == null) {
            numericDivision = division("numeric_div", PgType.NUMERIC, PgType.NUMERIC);
        }
        return (PgNumeric) numericDivision.evaluate(new Row(dividend, divisor));
    }

    PgInterval divide(PgInterval dividend, double divisor) {
        if (intervalDivision == null) {
            intervalDivision = division("interval_div", PgType.INTERVAL, PgType.FLOAT8);
        }
        return (PgInterval) intervalDivision.evaluate(new Row(dividend, divisor));
    }

    private Evaluator division(String name, PgType dividend, PgType divisor) {
        var function =
                new Function("pg_catalog", name, List.of(dividend, divisor), dividend, true, Volatility.IMMUTABLE);
        return compiler.compile(new Expr.Call(
                function,
                List.of(new InputRef(0, SqlType.of(dividend)), new InputRef(1, SqlType.of(divisor))),
                SqlType.of(dividend),
                null));
    }
}
