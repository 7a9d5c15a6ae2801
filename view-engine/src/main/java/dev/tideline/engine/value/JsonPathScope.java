package dev.tideline.engine.value;

import dev.tideline.engine.value.JsonPathItem.Kind;

/** Where in a jsonpath {@code @} and {@code last} have a meaning. */
final class JsonPathScope {

    private JsonPathScope() {}

    /** @throws SqlError if one of them stands elsewhere */
    static void check(JsonPathItem item, int filters, boolean inSubscript) {
        if (item == null) {
            return;
        }
        if (item.kind() == Kind.CURRENT && filters == 0) {
            throw new SqlError("42601", "@ is not allowed in root expressions");
        }
        if (item.kind() == Kind.LAST && !inSubscript) {
            throw new SqlError("42601", "LAST is allowed only in array subscripts");
        }
        check(item.left(), item.kind() == Kind.FILTER ? filters + 1 : filters, inSubscript);
        check(item.right(), filters, inSubscript);
        for (var subscript : item.subscripts()) {
            check(subscript.from(), filters, true);
            check(subscript.to(), filters, true);
        }
        check(item.next(), filters, inSubscript);
    }
}
