package dev.tideline.engine.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import org.apache.kafka.clients.producer.Producer;

/** A producer whose calls a test may see, hold up or make fail. */
final class Intercepted {

    private Intercepted() {}

    /** Called before every call of the producer's. */
    interface Interception {
        void before(String method, Object[] arguments) throws Exception;
    }

    @SuppressWarnings("unchecked")
    static Producer<byte[], byte[]> producer(Producer<byte[], byte[]> producer, Interception interception) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Intercepted.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    interception.before(method.getName(), arguments);
                    try {
                        return method.invoke(producer, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
