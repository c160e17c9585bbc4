namespace OrleansCalls.LiveKit.Sandbox.Protocol;

/// <summary>The member belongs to a protobuf oneof: it is left out of JSON when it is not set, even where defaults are written.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OneOfAttribute : Attribute;
