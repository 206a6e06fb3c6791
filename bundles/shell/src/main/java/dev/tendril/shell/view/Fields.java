package dev.tendril.shell.view;

import java.util.LinkedHashMap;
import java.util.Map;

/** Objects of JSON whose fields keep their order. */
public final class Fields {

    private Fields() {}

    /** An object of names and values in turn. */
    public static Map<String, Object> of(Object... namesAndValues) {
        var fields = new LinkedHashMap<String, Object>();
        for (var i = 0; i < namesAndValues.length; i += 2) {
            fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return fields;
    }
}
