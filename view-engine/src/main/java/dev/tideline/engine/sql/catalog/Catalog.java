package dev.tideline.engine.sql.catalog;

import dev.tideline.engine.sql.server.SourceSession;

/** The catalogs of one source, as they are during one analysis. */
public final class Catalog {

    private final Collations collations;
    private final Types types;
    private final Functions functions;
    private final Relations relations;

    public Catalog(SourceSession session) {
        collations = new Collations(session);
        types = new Types(session, collations);
        functions = new Functions(session, types);
        relations = new Relations(session, types);
    }

    public Collations collations() {
        return collations;
    }

    public Types types() {
        return types;
    }

    public Functions functions() {
        return functions;
    }

    public Relations relations() {
        return relations;
    }
}
