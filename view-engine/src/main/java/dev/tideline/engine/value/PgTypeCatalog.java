package dev.tideline.engine.value;

import dev.tideline.engine.type.Collation;
import dev.tideline.engine.type.PgType;
import dev.tideline.engine.type.SqlType;
import dev.tideline.schemas.wire.TableName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The semantics of PostgreSQL's everyday types, and of enums, domains, arrays and composites over them. Thread-safe. */
public final class PgTypeCatalog implements TypeCatalog {

    private static final Map<String, TypeSemantics> FIXED = Map.ofEntries(
            Map.entry("bool", new BoolSemantics()),
            Map.entry("int2", new IntegerSemantics(IntegerText.SMALLINT)),
            Map.entry("int4", new IntegerSemantics(IntegerText.INTEGER)),
            Map.entry("int8", new IntegerSemantics(IntegerText.BIGINT)),
            Map.entry("oid", new IntegerSemantics(IntegerText.OID)),
            Map.entry("float4", new FloatSemantics(false)),
            Map.entry("float8", new FloatSemantics(true)),
            Map.entry("name", TextSemantics.name()),
            Map.entry("char", new CharSemantics()),
            Map.entry("bytea", new ByteaSemantics()),
            Map.entry("date", new DateSemantics()),
            Map.entry("time", new TimestampSemantics(TimestampSemantics.Kind.TIME)),
            Map.entry("timetz", new TimeTzSemantics()),
            Map.entry("timestamp", new TimestampSemantics(TimestampSemantics.Kind.TIMESTAMP)),
            Map.entry("timestamptz", new TimestampSemantics(TimestampSemantics.Kind.TIMESTAMPTZ)),
            Map.entry("interval", new IntervalSemantics()),
            Map.entry("uuid", new UuidSemantics()),
            Map.entry("json", new JsonSemantics()),
            Map.entry("bit", new BitSemantics()),
            Map.entry("varbit", new BitSemantics()),
            Map.entry("pg_lsn", new UnsignedSemantics(UnsignedSemantics.Kind.LSN)),
            Map.entry("xid8", new UnsignedSemantics(UnsignedSemantics.Kind.XID8)),
            Map.entry("xid", new UnsignedSemantics(UnsignedSemantics.Kind.XID)),
            Map.entry("jsonpath", new JsonPathSemantics()),
            Map.entry("tsvector", new TsVectorSemantics()),
            Map.entry("tsquery", new TsQuerySemantics()),
            Map.entry("inet", new InetSemantics(false)),
            Map.entry("cidr", new InetSemantics(true)),
            Map.entry("macaddr", new MacSemantics(6)),
            Map.entry("macaddr8", new MacSemantics(8)));

    private final Collation defaultCollation;
    private final List<String> searchPath;
    private final TypeSemantics jsonb;
    private final Map<SqlType, TypeSemantics> known = new ConcurrentHashMap<>();

    /** For a database with the default collation C and the default search path. */
    public PgTypeCatalog() {
        this(Collation.C, List.of("public"));
    }

    /**
     * @param defaultCollation the source database's, which decides the order of jsonb and of text of unknown collation
     * @param searchPath schemas whose types messages name without the schema
     */
    public PgTypeCatalog(Collation defaultCollation, List<String> searchPath) {
        this.defaultCollation = defaultCollation;
        this.searchPath = List.copyOf(searchPath);
        this.jsonb = new JsonbSemantics(defaultCollation.bytewise());
    }

    @Override
    public boolean supports(SqlType type) {
        var underlying = type.underlying();
        if (underlying instanceof PgType.Base base) {
            return switch (base.name()) {
                case "numeric", "text", "varchar", "bpchar", "unknown", "jsonb" -> true;
                default ->
                    FIXED.containsKey(base.name()) || RangeTypes.element(base) != null || OpaqueTypes.isOpaque(base);
            };
        }
        if (underlying instanceof PgType.Array array) {
            // The elements of an array of boxes stand between semicolons.
            return !array.element().equals(new PgType.Base("box")) && supports(elementType(array, type));
        }
        if (underlying instanceof PgType.Composite composite) {
            return composite.fields().stream().allMatch(field -> supports(field.type()));
        }
        return underlying instanceof PgType.Enum;
    }

    @Override
    public TypeSemantics semantics(SqlType type) {
        var semantics = known.get(type);
        if (semantics == null) {
            // Not computeIfAbsent: making an array's semantics asks for its element's.
            semantics = make(type);
            known.putIfAbsent(type, semantics);
        }
        return semantics;
    }

    /** The semantics of an anonymous record of these fields. */
    public TypeSemantics record(List<SqlType> fields) {
        return new RecordSemantics(fields.stream().map(this::semantics).toList());
    }

    private TypeSemantics make(SqlType type) {
        var underlying = type.underlying();
        if (underlying instanceof PgType.Base base) {
            return base(base.name(), type);
        }
        if (underlying instanceof PgType.Array array) {
            return new ArraySemantics(semantics(elementType(array, type)));
        }
        if (underlying instanceof PgType.Enum enumeration) {
            return new EnumSemantics(messageName(enumeration.name()), enumeration.labels());
        }
        if (underlying instanceof PgType.Composite composite) {
            return record(composite.fields().stream().map(PgType.Field::type).toList());
        }
        throw unsupported(type);
    }

    private TypeSemantics base(String name, SqlType type) {
        var collation = type.collation() == null ? defaultCollation : type.collation();
        return switch (name) {
            case "numeric" -> new NumericSemantics(typmod(type));
            case "text", "varchar", "unknown" -> TextSemantics.text(collation);
            case "bpchar" -> new BpcharSemantics(collation);
            case "jsonb" -> jsonb;
            default -> {
                var element = RangeTypes.element(type.underlying());
                if (element != null) {
                    yield RangeTypes.semantics(type.underlying(), semantics(SqlType.of(element)));
                }
                if (OpaqueTypes.isOpaque((PgType.Base) type.underlying())) {
                    yield new OpaqueSemantics();
                }
                var semantics = FIXED.get(name);
                if (semantics == null) {
                    throw unsupported(type);
                }
                yield semantics;
            }
        };
    }

    /** An element has its array's modifier and collation. */
    private static SqlType elementType(PgType.Array array, SqlType type) {
        return new SqlType(array.element(), typmod(type), type.collation());
    }

    /** The modifier of the type itself or, if it has none, that of the domain it is. */
    private static int typmod(SqlType type) {
        int typmod = type.typmod();
        for (var at = type.type(); typmod < 0 && at instanceof PgType.Domain domain; at = domain.base()) {
            typmod = domain.typmod();
        }
        return typmod;
    }

    /** A user-defined type as PostgreSQL's messages show it: without its schema if that is in the search path. */
    public String messageName(PgType type) {
        if (type instanceof PgType.Domain domain) {
            return messageName(domain.name());
        }
        if (type instanceof PgType.Enum enumeration) {
            return messageName(enumeration.name());
        }
        return type instanceof PgType.Composite composite ? messageName(composite.name()) : type.ddl();
    }

    private String messageName(TableName name) {
        String own = quoteIfNeeded(name.name());
        return searchPath.contains(name.schema()) ? own : quoteIfNeeded(name.schema()) + "." + own;
    }

    private static String quoteIfNeeded(String identifier) {
        return identifier.matches("[a-z_][a-z0-9_]*") ? identifier : TableName.quote(identifier);
    }

    private static IllegalArgumentException unsupported(SqlType type) {
        return new IllegalArgumentException("no semantics for " + type.type().ddl());
    }
}
