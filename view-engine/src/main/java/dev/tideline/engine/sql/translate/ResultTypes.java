package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.tree.Node;
import java.util.List;

/** The OID of an expression node's type, which each kind of node keeps in a field of another name. */
final class ResultTypes {

    private static final long BOOLEAN = 16;

    private static final List<String> FIELDS = List.of(
            "vartype",
            "consttype",
            "funcresulttype",
            "opresulttype",
            "resulttype",
            "casetype",
            "coalescetype",
            "minmaxtype",
            "array_typeid",
            "row_typeid",
            "refrestype",
            "aggtype",
            "paramtype",
            "typeId");

    private ResultTypes() {}

    /** 0 if the node does not tell. */
    static long of(Node node) {
        if (node.is("COLLATEEXPR") || node.is("NAMEDARGEXPR")) {
            return of(node.node("arg"));
        }
        if (node.is("SUBLINK")) {
            return ofSubquery(node);
        }
        return FIELDS.stream().filter(node::has).map(node::oid).findFirst().orElse(0L);
    }

    private static long ofSubquery(Node node) {
        boolean isValue = node.integer("subLinkType") == SublinkTranslator.SCALAR;
        return isValue ? of(node.node("subselect").nodes("targetList").get(0).node("expr")) : BOOLEAN;
    }
}
