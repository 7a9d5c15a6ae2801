package dev.tideline.engine.sql.catalog;

import dev.tideline.engine.function.CaseMapping;
import dev.tideline.engine.regex.CharSet;
import dev.tideline.engine.regex.CharacterClass;
import dev.tideline.engine.sql.server.SourceSession;
import dev.tideline.engine.type.Collation;
import dev.tideline.schemas.wire.TableName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The source's collations. */
public final class Collations {

    private static final Set<String> C_LOCALES = Set.of("C", "POSIX");
    private static final long DEFAULT = 100;

    /** The names of the locale columns changed between versions; a missing one is null here. */
    private static final String COLLATION = """
            SELECT n.nspname, c.collname, c.collprovider, c.collisdeterministic, c.collcollate, c.collctype,
                   coalesce(to_jsonb(c)->>'colllocale', to_jsonb(c)->>'colliculocale') AS locale
            FROM pg_catalog.pg_collation c JOIN pg_catalog.pg_namespace n ON n.oid = c.collnamespace
            WHERE c.oid = CAST(? AS oid)""";

    private static final String DATABASE_DEFAULT = """
            SELECT 'pg_catalog', 'default', coalesce(to_jsonb(d)->>'datlocprovider', 'c'), true, d.datcollate, d.datctype,
                   coalesce(to_jsonb(d)->>'datlocale', to_jsonb(d)->>'daticulocale') AS locale
            FROM pg_catalog.pg_database d WHERE d.datname = pg_catalog.current_database()""";

    private final SourceSession session;
    private final Map<Long, Collation> byOid = new HashMap<>();
    private final Set<Collation> mappingEachLetter = new HashSet<>();

    Collations(SourceSession session) {
        this.session = session;
    }

    /** The collation of this OID; null for 0, which stands for none. */
    public Collation collation(long oid) {
        if (oid == 0) {
            return null;
        }
        var known = byOid.get(oid);
        if (known == null) {
            known = load(oid);
            byOid.put(oid, known);
        }
        return known;
    }

    /** The database's default collation, which jsonb and a few others use whatever the query says. */
    public Collation defaultCollation() {
        return collation(DEFAULT);
    }

    /** How upper and lower case are made under the collation, if that can be said letter by letter. */
    public Optional<CaseMapping> caseMapping(Collation collation) {
        if (!mappingEachLetter.contains(collation)) {
            return Optional.empty();
        }
        var name = new TableName(collation.schema(), collation.name()).quoted();
        var lower = new HashMap<Integer, Integer>();
        var upper = new HashMap<Integer, Integer>();
        var initial = new HashMap<Integer, Integer>();
        session.query(CaseMapping.QUERY.formatted(name), row -> {
            lower.put(row.getInt(1), row.getInt(2));
            upper.put(row.getInt(1), row.getInt(3));
            return initial.put(row.getInt(1), row.getInt(4));
        });
        return Optional.of(new CaseMapping(lower, upper, initial, () -> classes(name)));
    }

    private Map<CharacterClass, CharSet> classes(String collation) {
        var classes = new HashMap<CharacterClass, CharSet>();
        session.query(CaseMapping.CLASSES.formatted(collation), row -> {
            int first = row.getInt(2);
            var run = CharSet.range(first, first + row.getInt(3) - 1);
            return classes.merge(CharacterClass.byName(row.getString(1)), run, CharSet::or);
        });
        return classes;
    }

    private Collation load(long oid) {
        SourceSession.RowReader<Collation> reader = row -> {
            var provider = row.getString(3);
            var name = row.getString(2);
            var quoted = new TableName(row.getString(1), name).quoted();
            boolean deterministic = row.getBoolean(4);
            var collate = row.getString(5);
            var characterType = row.getString(6);
            var locale = row.getString(7);
            boolean bytewise =
                    switch (provider) {
                        case "c" -> C_LOCALES.contains(collate) || ByteOrder.isThatOf(quoted, session);
                        // All locales of the built-in provider sort by code point.
                        case "b" -> true;
                        default -> false;
                    };
            boolean asciiCase =
                    switch (provider) {
                        case "c" -> C_LOCALES.contains(characterType);
                        case "b" -> "C".equals(locale);
                        default -> false;
                    };
            var collation = new Collation(row.getString(1), name, bytewise && deterministic, deterministic, asciiCase);
            if (provider.equals("c") || provider.equals("b") && !"PG_UNICODE_FAST".equals(locale)) {
                mappingEachLetter.add(collation);
            }
            return collation;
        };
        var found = oid == DEFAULT ? session.query(DATABASE_DEFAULT, reader) : session.query(COLLATION, reader, oid);
        if (found.isEmpty()) {
            throw new IllegalStateException("collation " + oid + " is not in the catalog");
        }
        return found.get(0);
    }
}
