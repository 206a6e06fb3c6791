package dev.tendril.wire;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;

import dev.tendril.api.channel.Codec;
import dev.tendril.api.channel.DecodeException;

import java.util.LinkedHashMap;
import java.util.Map;

/** Puts messages into the oneof of a wrapper and takes them out again. */
final class OneofCodec implements Codec<Message> {

    private final Message wrapper;
    private final OneofDescriptor oneof;
    private final Map<Descriptor, FieldDescriptor> members = new LinkedHashMap<>();

    OneofCodec(Message wrapper) {
        this.wrapper = wrapper.getDefaultInstanceForType();
        Descriptor description = wrapper.getDescriptorForType();
        if (description.getRealOneofs().size() != 1) {
            throw new IllegalArgumentException(
                    "wrapper does not have exactly one oneof, wrapper: "
                            + description.getFullName());
        }
        this.oneof = description.getRealOneofs().getFirst();
        for (FieldDescriptor member : oneof.getFields()) {
            if (member.getJavaType() != FieldDescriptor.JavaType.MESSAGE
                    || members.put(member.getMessageType(), member) != null) {
                throw new IllegalArgumentException(
                        "member is not a message of its own type, member: " + member.getFullName());
            }
        }
    }

    @Override
    public byte[] encode(Message message) {
        if (message.getDescriptorForType().equals(wrapper.getDescriptorForType())) {
            return message.toByteArray(); // is wrapped already
        }
        FieldDescriptor member = members.get(message.getDescriptorForType());
        if (member == null) {
            throw new IllegalArgumentException(
                    "message is not a member of the wrapper, message: "
                            + message.getDescriptorForType().getFullName());
        }
        return wrapper.newBuilderForType().setField(member, message).build().toByteArray();
    }

    @Override
    public Message decode(byte[] bytes) throws DecodeException {
        Message outer;
        try {
            outer = wrapper.getParserForType().parseFrom(bytes);
        } catch (InvalidProtocolBufferException e) {
            throw new DecodeException("not a protobuf message", e);
        }
        KnownFields.check(outer);
        FieldDescriptor member = outer.getOneofFieldDescriptor(oneof);
        if (member == null) {
            throw new DecodeException(
                    "no known member of the oneof, oneof: " + oneof.getFullName());
        }
        return (Message) outer.getField(member);
    }
}
