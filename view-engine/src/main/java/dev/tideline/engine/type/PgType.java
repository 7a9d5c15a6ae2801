package dev.tideline.engine.type;

import dev.tideline.schemas.wire.TableName;
import java.util.List;

/**
 * A PostgreSQL type as plans know it: by qualified name, never by OID, so that a plan means the same on another server. Two
 * types are equal if their names and definitions are.
 */
public sealed interface PgType {

    /** The type in DDL, without modifiers: {@code integer}, {@code text[]}, {@code shop.mood}. */
    String ddl();

    /** This type, or for a domain the type it stands on, at any depth. Values only ever have the underlying type's form. */
    default PgType underlying() {
        return this;
    }

    /** A built-in base type, by its name in pg_catalog ({@code int4}, {@code timestamptz}). */
    record Base(String name) implements PgType {
        @Override
        public String ddl() {
            return TypeNames.ddl(name);
        }
    }

    /** An array of any dimension. */
    record Array(PgType element) implements PgType {
        @Override
        public String ddl() {
            return element.ddl() + "[]";
        }
    }

    /** An enum with its labels in order. */
    record Enum(TableName name, List<String> labels) implements PgType {
        public Enum {
            labels = List.copyOf(labels);
        }

        @Override
        public String ddl() {
            return name.quoted();
        }
    }

    /** A domain; {@code typmod} is the modifier of its base type, -1 for none. */
    record Domain(TableName name, PgType base, int typmod) implements PgType {
        @Override
        public String ddl() {
            return name.quoted();
        }

        @Override
        public PgType underlying() {
            return base.underlying();
        }
    }

    /**
     * A composite type (of a table, or made by CREATE TYPE). The anonymous record type is {@code Base("record")}, and where its fields are
     * known a composite of that name.
     */
    record Composite(TableName name, List<Field> fields) implements PgType {
        public Composite {
            fields = List.copyOf(fields);
        }

        @Override
        public String ddl() {
            boolean anonymous =
                    name.schema().equals("pg_catalog") && name.name().equals("record");
            return anonymous ? name.name() : name.quoted();
        }
    }

    /** A field of a composite type. */
    record Field(String name, SqlType type) {}

    Base BOOL = new Base("bool");
    Base INT2 = new Base("int2");
    Base INT4 = new Base("int4");
    Base INT8 = new Base("int8");
    Base NUMERIC = new Base("numeric");
    Base FLOAT4 = new Base("float4");
    Base FLOAT8 = new Base("float8");
    Base TEXT = new Base("text");
    Base VARCHAR = new Base("varchar");
    Base BPCHAR = new Base("bpchar");
    Base NAME = new Base("name");
    Base BYTEA = new Base("bytea");
    Base DATE = new Base("date");
    Base TIME = new Base("time");
    Base TIMETZ = new Base("timetz");
    Base TIMESTAMP = new Base("timestamp");
    Base TIMESTAMPTZ = new Base("timestamptz");
    Base INTERVAL = new Base("interval");
    Base UUID = new Base("uuid");
    Base JSON = new Base("json");
    Base JSONB = new Base("jsonb");
    Base INET = new Base("inet");
    Base CIDR = new Base("cidr");
    Base UNKNOWN = new Base("unknown");
}
