package dev.tideline.engine.value;

/** What most types have in common: an order, an equality that is identity, and therefore themselves as representative. */
abstract class BaseSemantics implements TypeSemantics {

    @Override
    public Object representative(Object value) {
        return value;
    }

    @Override
    public boolean identitySafe() {
        return true;
    }

    @Override
    public boolean ordered() {
        return true;
    }

    @Override
    public boolean hashable() {
        return true;
    }
}
