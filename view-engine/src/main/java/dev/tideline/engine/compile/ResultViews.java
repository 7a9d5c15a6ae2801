package dev.tideline.engine.compile;

import dev.tideline.engine.circuit.spec.ViewSpec;
import dev.tideline.engine.runtime.ResultView;
import dev.tideline.engine.sql.AnalyzedView;
import dev.tideline.engine.sql.Fidelity;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import dev.tideline.schemas.wire.TopologyDescriptor.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The views of a compiled topology as the target is told of them. */
final class ResultViews {

    private static final Set<PgType> NUMBERS = Set.of(PgType.FLOAT4, PgType.FLOAT8, PgType.NUMERIC);

    private static final String DEFAULT_COLLATION = "default";

    private ResultViews() {}

    static List<ResultView> of(CompiledTopology compiled) {
        return compiled.spec().views().stream()
                .map(spec -> view(spec, compiled.analyzed(spec.name()).orElseThrow()))
                .toList();
    }

    private static ResultView view(ViewSpec spec, AnalyzedView analyzed) {
        var definition = analyzed.definition();
        var columns = new ArrayList<ResultView.Column>();
        for (int i = 0; i < spec.columns().size(); i++) {
            var column = spec.columns().get(i);
            columns.add(new ResultView.Column(
                    column.name(),
                    column.type(),
                    ColumnTypes.ddl(column.type()),
                    collation(column.type()),
                    comparison(analyzed.fidelity().get(i), column.type()),
                    ColumnTypes.userType(column.type())));
        }
        return new ResultView(
                spec.name(),
                new TableName(definition.into().schema(), definition.into().name()),
                columns,
                spec.bag() ? List.of() : spec.keyNames(),
                spec.bag(),
                definition.indexes(),
                definition.description());
    }

    /** Quoted, unless it is the one that a column of this type has anyway. */
    private static String collation(SqlType type) {
        var collation = type.collation();
        boolean own = collation != null
                && !type.underlying().equals(PgType.NAME)
                && !(collation.schema().equals("pg_catalog") && collation.name().equals(DEFAULT_COLLATION));
        return own ? new TableName(collation.schema(), collation.name()).quoted() : null;
    }

    /** A tolerance is for numbers; what is only computed from an approximate one, such as a comparison with it, has none. */
    private static Comparison comparison(Fidelity fidelity, SqlType type) {
        return switch (fidelity) {
            case EXACT -> Comparison.EXACT;
            case EQUAL -> Comparison.TYPE_EQUALITY;
            case APPROXIMATE -> NUMBERS.contains(type.underlying()) ? Comparison.FLOAT_TOLERANCE : Comparison.EXACT;
            case ANY_ORDER -> Comparison.ANY_ORDER;
            case TIED -> Comparison.TIED;
            case TIED_ROWS -> Comparison.TIED_ROWS;
        };
    }
}
