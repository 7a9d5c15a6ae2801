package dev.tideline.engine.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tideline.engine.expr.CompilingExprCompiler;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgArray;
import dev.tideline.engine.value.PgNumeric;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.schemas.wire.TableName;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonFunctionsTest {

    private static final int NUMERIC_10_2 = (10 << 16 | 2) + 4;
    private static final PgType NUMERICS = new PgType.Array(PgType.NUMERIC);

    @Test
    void aDeclaredScaleOnOneSideDoesNotMatterToEquality() {
        var declared = new SqlType(PgType.NUMERIC, NUMERIC_10_2, null);
        var plain = SqlType.of(PgType.NUMERIC);
        assertThat(equal("numeric_eq", PgType.NUMERIC, declared, number("1.00"), plain, number("1")))
                .isEqualTo(true);
        assertThat(equal("numeric_eq", PgType.NUMERIC, declared, number("1.01"), plain, number("1")))
                .isEqualTo(false);
    }

    @Test
    void aDeclaredScaleOfElementsDoesNotMatterToEquality() {
        var anyArray = new PgType.Base("anyarray");
        var declared = new SqlType(NUMERICS, NUMERIC_10_2, null);
        var plain = SqlType.of(NUMERICS);
        for (var name : List.of("array_eq", "arraycontains", "arrayoverlap")) {
            assertThat(equal(name, anyArray, declared, PgArray.of(number("1.00")), plain, PgArray.of(number("1"))))
                    .as(name)
                    .isEqualTo(true);
            assertThat(equal(name, anyArray, declared, PgArray.of(number("1.00")), plain, PgArray.of(number("2"))))
                    .as(name)
                    .isEqualTo(false);
        }
    }

    @Test
    void declaredScalesOfFieldsDoNotMatterToEquality() {
        var record = new PgType.Base("record");
        var declared = composite("scaled", new SqlType(PgType.NUMERIC, NUMERIC_10_2, null));
        var plain = composite("plain", SqlType.of(PgType.NUMERIC));
        var one = new Row(number("1.00"));
        for (var other : List.of("1", "1.000")) {
            assertThat(equal("record_eq", record, declared, one, plain, new Row(number(other))))
                    .isEqualTo(true);
            assertThat(equal("record_eq", record, plain, new Row(number(other)), declared, one))
                    .isEqualTo(true);
        }
        assertThat(equal("record_eq", record, declared, one, plain, new Row(number("1.01"))))
                .isEqualTo(false);
    }

    private static SqlType composite(String name, SqlType field) {
        return SqlType.of(new PgType.Composite(new TableName("public", name), List.of(new PgType.Field("n", field))));
    }

    private static PgNumeric number(String digits) {
        return PgNumeric.of(new BigDecimal(digits));
    }

    private static Object equal(
            String name, PgType parameter, SqlType leftType, Object left, SqlType rightType, Object right) {
        var function = new Function(
                "pg_catalog", name, List.of(parameter, parameter), PgType.BOOL, true, Function.Volatility.IMMUTABLE);
        var call = new Expr.Call(
                function, List.of(new Expr.InputRef(0, leftType), new Expr.InputRef(1, rightType)), Expr.BOOLEAN, null);
        var compiler = new CompilingExprCompiler(new PgTypeCatalog(), SessionSettings.UTC);
        return compiler.compile(call).evaluate(new Row(left, right));
    }
}
