package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.CircuitOptions;
import dev.tideline.engine.circuit.ErrorRows;
import dev.tideline.engine.circuit.spec.OperatorSpec;
import dev.tideline.engine.circuit.window.WindowFunctions;
import dev.tideline.engine.expr.ExprCompiler;
import dev.tideline.engine.state.CacheShare;
import dev.tideline.engine.state.HeapAccount;
import dev.tideline.engine.state.RowCodec;
import dev.tideline.engine.state.StateProvider;
import dev.tideline.engine.type.SqlType;
import dev.tideline.engine.value.SessionSettings;
import dev.tideline.engine.value.TypeCatalog;
import dev.tideline.engine.value.TypeSemantics;
import java.util.List;

/** What operators are built with. */
public record OperatorContext(
        StateProvider states,
        ExprCompiler compiler,
        TypeCatalog types,
        SessionSettings session,
        CircuitOptions options,
        HeapAccount heap,
        EpochTime time) {

    /** The share of one more cache. */
    public CacheShare share() {
        return heap.share(options.cachedEntries());
    }

    RowCodec codec(List<SqlType> rowTypes) {
        return RowCodec.of(rowTypes, types);
    }

    List<TypeSemantics> semantics(List<SqlType> rowTypes) {
        return rowTypes.stream().map(types::semantics).toList();
    }

    ErrorRows errors(List<SqlType> rowTypes) {
        return new ErrorRows(semantics(rowTypes), session);
    }

    WindowFunctions functions(OperatorSpec.Window spec) {
        return new WindowFunctions(
                spec.sort(), spec.frame(), spec.functions(), spec.inputTypes(), compiler, types, session.since(16));
    }
}
