package dev.tideline.engine.sql.translate;

import dev.tideline.engine.sql.catalog.Types;
import dev.tideline.engine.sql.tree.Node;
import java.util.List;

/** The OID of an expression node's type, which each kind of node keeps in a field of another name, or which follows from its parts. */
final class ResultTypes {

    private static final long BOOLEAN = 16;
    private static final long INTEGER = 23;

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
            "wintype",
            "paramtype",
            "typeId");

    private final Types types;

    ResultTypes(Types types) {
        this.types = types;
    }

    /** 0 if the node does not tell, because its type is one that nothing is cast from. */
    long of(Node node) {
        if (node.is("COLLATEEXPR") || node.is("NAMEDARGEXPR")) {
            return of(node.node("arg"));
        }
        if (node.is("SUBLINK")) {
            return ofSubquery(node);
        }
        if (node.is("SQLVALUEFUNCTION")) {
            return node.oid("type");
        }
        if (node.is("GROUPINGFUNC")) {
            return INTEGER;
        }
        if (node.node("returning") != null) {
            return node.node("returning").oid("typid");
        }
        return FIELDS.stream().filter(node::has).map(node::oid).findFirst().orElse(0L);
    }

    private long ofSubquery(Node node) {
        int kind = node.integer("subLinkType");
        if (kind != SublinkTranslator.SCALAR && kind != SublinkTranslator.ARRAY) {
            return BOOLEAN;
        }
        long value = of(node.node("subselect").nodes("targetList").get(0).node("expr"));
        return kind == SublinkTranslator.SCALAR ? value : types.arrayOf(value);
    }
}
