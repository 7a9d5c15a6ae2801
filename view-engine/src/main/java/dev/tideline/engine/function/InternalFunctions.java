package dev.tideline.engine.function;

import dev.tideline.engine.value.ByteReader;
import dev.tideline.engine.value.ByteWriter;
import dev.tideline.engine.value.Bytes;
import dev.tideline.engine.value.SqlError;
import dev.tideline.engine.value.TypeSemantics;

/** Functions that no query names: plans need them to say what SQL has no words for. */
public final class InternalFunctions {

    /** Their schema; PostgreSQL's search path never leads there. */
    public static final String SCHEMA = "tideline";

    /** {@code bytea} of a value of any type: equal only for identical values. */
    public static final String CANONICAL_BYTES = "canonical_bytes";

    /** The value back from its canonical bytes. */
    public static final String FROM_CANONICAL_BYTES = "from_canonical_bytes";

    /** Whether two values of one type are identical. */
    public static final String IDENTICAL = "identical";

    /** False of false; of true the error of a scalar subquery that has a second row. */
    public static final String CHECK_SINGLE_ROW = "check_single_row";

    /** NULL; of a fraction that is none the error of the percentiles. */
    public static final String CHECK_PERCENTILE = "check_percentile";

    private InternalFunctions() {}

    static void register(FunctionRegistry.Registrar to) {
        to.internal(SCHEMA + "." + CANONICAL_BYTES + "(anyelement)", site -> {
            var type = site.semantics(0);
            return (Body.Unary) value -> bytes(type, value);
        });
        to.internal(SCHEMA + "." + FROM_CANONICAL_BYTES + "(bytea)", site -> {
            var type = site.resultSemantics();
            return (Body.Unary) value -> type.read(new ByteReader(((Bytes) value).array()));
        });
        to.internal(SCHEMA + "." + IDENTICAL + "(anyelement, anyelement)", site -> {
            var type = site.semantics(0);
            return (Body.Binary) (a, b) -> bytes(type, a).equals(bytes(type, b));
        });
        to.internal(SCHEMA + "." + CHECK_SINGLE_ROW + "(boolean)", site -> (Body.Unary) several -> {
            if ((boolean) several) {
                throw new SqlError("21000", "more than one row returned by a subquery used as an expression");
            }
            return false;
        });
        to.internal(SCHEMA + "." + CHECK_PERCENTILE + "(double precision)", site -> (Body.Unary) fraction -> {
            PercentileFraction.check((double) fraction);
            return null;
        });
    }

    private static Bytes bytes(TypeSemantics type, Object value) {
        var out = new ByteWriter();
        type.write(value, out);
        return new Bytes(out.toByteArray());
    }
}
