package dev.tideline.engine.value;

/** A type without equality: values can be kept and shown, but nothing may compare them. */
abstract class IncomparableSemantics extends BaseSemantics {

    @Override
    public Object representative(Object value) {
        throw noEquality();
    }

    @Override
    public boolean identitySafe() {
        return false;
    }

    @Override
    public boolean ordered() {
        return false;
    }

    @Override
    public boolean hashable() {
        return false;
    }

    @Override
    public void writeOrdered(Object value, ByteWriter out) {
        throw noEquality();
    }

    @Override
    public int compare(Object left, Object right) {
        throw noEquality();
    }

    private static IllegalStateException noEquality() {
        return new IllegalStateException("values of a type without equality are compared");
    }
}
