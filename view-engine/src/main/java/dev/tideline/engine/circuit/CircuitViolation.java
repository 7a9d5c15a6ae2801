package dev.tideline.engine.circuit;

/**
 * The input cannot be: a row is deleted that is not there, a key has a second row. Something was lost or doubled on the way; going on
 * would show wrong results, so the topology must stop.
 */
public final class CircuitViolation extends RuntimeException {

    private final String relation;
    private final String key;

    /**
     * @param relation the table or view concerned
     * @param key text of the key or row concerned
     */
    public CircuitViolation(String relation, String key, String problem) {
        super(relation + ", key " + key + ": " + problem);
        this.relation = relation;
        this.key = key;
    }

    public String relation() {
        return relation;
    }

    public String key() {
        return key;
    }
}
