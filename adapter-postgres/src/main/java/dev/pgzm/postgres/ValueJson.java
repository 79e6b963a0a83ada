package dev.pgzm.postgres;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes values of the ports, records and immutables, as JSON and reads them back: each component or attribute is a member of
 * its name. So that an archive can hold what preflight and restore know of a source, which must not know of JSON themselves.
 */
final class ValueJson {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ValueJson() {}

    static byte[] write(Object value) throws IOException {
        return JSON.writeValueAsBytes(node(value));
    }

    /**
     * @throws IllegalArgumentException with a sentence on what is wrong
     */
    static <T> T read(byte[] json, Class<T> type) {
        try {
            return type.cast(value(JSON.readTree(json), type));
        } catch (IOException damaged) {
            throw new IllegalArgumentException("it is not JSON", damaged);
        } catch (ReflectiveOperationException unfit) {
            throw new IllegalArgumentException("it does not describe an archive: " + unfit, unfit);
        }
    }

    private static JsonNode node(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.map(ValueJson::node).orElse(NODES.nullNode());
        }
        if (value instanceof Collection<?> elements) {
            ArrayNode array = NODES.arrayNode();
            elements.forEach(element -> array.add(node(element)));
            return array;
        }
        if (value instanceof Map<?, ?> entries) {
            ObjectNode object = NODES.objectNode();
            entries.forEach((key, entry) -> object.set(String.valueOf(key), node(entry)));
            return object;
        }
        if (value instanceof Enum<?> choice) {
            return NODES.textNode(choice.name());
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return JSON.valueToTree(value);
        }
        return structure(value);
    }

    private static ObjectNode structure(Object value) {
        ObjectNode object = NODES.objectNode();
        Class<?> type =
                value instanceof Record ? value.getClass() : value.getClass().getInterfaces()[0];
        members(type).forEach(member -> {
            try {
                object.set(member.getName(), node(member.invoke(value)));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        });
        return object;
    }

    /** The accessors, which have the members' names and types. */
    private static Stream<Method> members(Class<?> type) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).map(RecordComponent::getAccessor)
                : Arrays.stream(type.getMethods()).filter(method -> Modifier.isAbstract(method.getModifiers()));
    }

    private static Object value(JsonNode node, Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            return container(node, generic);
        }
        Class<?> simple = (Class<?>) type;
        if (simple.isEnum()) {
            return simple.getMethod("valueOf", String.class).invoke(null, node.asText());
        }
        if (simple == String.class || simple.isPrimitive() || Number.class.isAssignableFrom(simple)) {
            return JSON.convertValue(node, simple);
        }
        Map<Method, Object> members = new LinkedHashMap<>();
        for (Method member : members(simple).toList()) {
            if (!node.has(member.getName())) {
                throw new IllegalArgumentException("its member " + member.getName() + " is missing");
            }
            members.put(member, value(node.get(member.getName()), member.getGenericReturnType()));
        }
        return simple.isRecord() ? record(simple, members) : immutable(simple, members);
    }

    private static Object container(JsonNode node, ParameterizedType type) throws ReflectiveOperationException {
        Type[] parameters = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return node.isNull() ? Optional.empty() : Optional.of(value(node, parameters[0]));
        }
        if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> entry : node.properties()) {
                map.put(value(NODES.textNode(entry.getKey()), parameters[0]), value(entry.getValue(), parameters[1]));
            }
            return map;
        }
        List<Object> elements = new ArrayList<>();
        for (JsonNode element : node) {
            elements.add(value(element, parameters[0]));
        }
        return type.getRawType() == Set.class ? new LinkedHashSet<>(elements) : elements;
    }

    private static Object record(Class<?> type, Map<Method, Object> members) throws ReflectiveOperationException {
        Constructor<?> constructor = type.getDeclaredConstructor(
                members.keySet().stream().map(Method::getReturnType).toArray(Class<?>[]::new));
        return constructor.newInstance(members.values().toArray());
    }

    private static Object immutable(Class<?> type, Map<Method, Object> members) throws ReflectiveOperationException {
        Class<?> implementation = Class.forName(type.getPackageName() + ".Immutable" + type.getSimpleName());
        Object builder = implementation.getMethod("builder").invoke(null);
        for (Map.Entry<Method, Object> member : members.entrySet()) {
            Class<?> declared = member.getKey().getReturnType();
            Class<?> taken = Collection.class.isAssignableFrom(declared) ? Iterable.class : declared;
            builder.getClass().getMethod(member.getKey().getName(), taken).invoke(builder, member.getValue());
        }
        return builder.getClass().getMethod("build").invoke(builder);
    }
}
