package dev.tendril.peermanager.pool;

import java.util.Arrays;

/** Records with one component changed by its name, so that others may come and go. */
final class Records {

    private Records() {}

    @SuppressWarnings("unchecked")
    static <T extends Record> T with(T record, String name, Object value) {
        var components = record.getClass().getRecordComponents();
        var values = new Object[components.length];
        var found = false;
        try {
            for (var i = 0; i < values.length; i++) {
                var isIt = components[i].getName().equals(name);
                components[i].getAccessor().setAccessible(true);
                values[i] = isIt ? value : components[i].getAccessor().invoke(record);
                found |= isIt;
            }
            if (!found) {
                throw new IllegalArgumentException("no " + name + " in " + record.getClass());
            }
            var types = Arrays.stream(components).map(c -> c.getType()).toArray(Class[]::new);
            return (T) record.getClass().getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
