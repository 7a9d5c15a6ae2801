package dev.tideline.engine.circuit.operator;

import dev.tideline.engine.circuit.spec.KeyPart;
import dev.tideline.engine.expr.Evaluator;
import dev.tideline.engine.expr.Expr.InputRef;
import dev.tideline.engine.value.Row;
import dev.tideline.engine.value.TypeSemantics;
import java.util.List;

/**
 * Computes the key by which a row is found: values that are {@code =} give equal keys, because each is replaced by its
 * representative.
 */
final class KeyExtractor {

    private final Part[] parts;

    KeyExtractor(List<KeyPart> key, OperatorContext context) {
        parts = key.stream()
                .map(part -> {
                    var type = context.types().semantics(part.type());
                    return new Part(
                            part.value() instanceof InputRef input ? input.index() : -1,
                            context.compiler().compile(part.value()),
                            type.identitySafe() ? null : type,
                            part);
                })
                .toArray(Part[]::new);
    }

    private record Part(int column, Evaluator value, TypeSemantics normalizing, KeyPart spec) {}

    /**
     * The row's key, or null if a NULL in it means that nothing can be equal to it.
     *
     * @throws dev.tideline.engine.value.SqlError if a key expression fails
     */
    Row key(Row row) {
        if (parts.length == 0) {
            return Row.EMPTY;
        }
        var key = new Object[parts.length];
        for (int i = 0; i < key.length; i++) {
            var part = parts[i];
            var value = part.column >= 0 ? row.get(part.column) : part.value.evaluate(row);
            if (value == null) {
                if (!part.spec.nullsEqual()) {
                    return null;
                }
                continue;
            }
            value = part.spec.widening().apply(value);
            key[i] = part.normalizing == null ? value : part.normalizing.representative(value);
        }
        return new Row(key);
    }
}
