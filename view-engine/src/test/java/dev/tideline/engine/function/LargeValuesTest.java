package dev.tideline.engine.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tideline.engine.expr.CompilingExprCompiler;
import dev.tideline.engine.expr.Expr;
import dev.tideline.engine.expr.Function;
import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.PgTypeCatalog;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.SqlError;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A row that asks for a giant value is refused before memory is taken for it. */
class LargeValuesTest {

    private static final String PAGE = "x".repeat(10_000);

    @Test
    void refusesWhatPostgresqlRefuses() {
        assertRefused("requested length too large", "repeat", "ab", Integer.MAX_VALUE);
        assertRefused("requested length too large", "lpad", "ab", Integer.MAX_VALUE, "x");
        assertRefused("requested length too large", "rpad", "ab", Integer.MAX_VALUE, "x");
        assertRefused("string buffer exceeds maximum allowed length (1073741823 bytes)", "format", "%2000000000s", "");
        assertRefused(
                "string buffer exceeds maximum allowed length (1073741823 bytes)", "format", "%*s", 1_500_000_000, "");
    }

    @Test
    void refusesWhatWouldEndInAnEngineWithoutMemory() {
        assertRefused("larger than a view can compute", "repeat", "ab", 500_000_000);
        assertRefused("larger than a view can compute", "lpad", "ab", 200_000_000, "x");
        assertRefused("larger than a view can compute", "format", "%1000000000s", "");
        assertRefused("a value of 1000000000 bytes", "replace", PAGE.repeat(10), "x", PAGE);
    }

    @Test
    void computesWhatIsLargeAndFits() {
        assertThat(((String) call("repeat", "ab", 1_000_000))).hasSize(2_000_000);
        assertThat((String) call("format", "%*s", 1_000_000, "a")).hasSize(1_000_000);
        assertThat((String) call("replace", PAGE, "x", PAGE.substring(0, 100))).hasSize(1_000_000);
    }

    private static void assertRefused(String message, String function, Object... arguments) {
        assertThatThrownBy(() -> call(function, arguments))
                .isInstanceOfSatisfying(
                        SqlError.class, error -> assertThat(error.sqlState()).isEqualTo("54000"))
                .hasMessageContaining(message);
    }

    /** {@code format} is declared with {@code "any"}, which takes what it is given. */
    private static Object call(String name, Object... values) {
        var inputs = new ArrayList<Expr>();
        var types = new ArrayList<PgType>();
        for (var value : values) {
            var type = value instanceof Integer ? PgType.INT4 : PgType.TEXT;
            inputs.add(new Expr.InputRef(inputs.size(), SqlType.of(type)));
            types.add(type);
        }
        var declared = name.equals("format") ? List.<PgType>of(PgType.TEXT, new PgType.Base("any")) : types;
        var function = new Function("pg_catalog", name, declared, PgType.TEXT, true, Function.Volatility.IMMUTABLE);
        var call = new Expr.Call(function, inputs, SqlType.of(PgType.TEXT), Collation.C);
        return new CompilingExprCompiler(new PgTypeCatalog(), SessionSettings.UTC)
                .compile(call)
                .evaluate(new Row(values));
    }
}
