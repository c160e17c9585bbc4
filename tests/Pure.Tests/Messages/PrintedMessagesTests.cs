using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.Pure.Tests.Messages;

/// <summary>Orleans prints messages into its log, at times in a warning: what users say or keep secret must not be printed.</summary>
public class PrintedMessagesTests
{
    private const string Content = "what was said";

    private static readonly string[] s_content = ["Text", "Url", "Summary", "Secret", "Value", "Timestamp"];

    public static TheoryData<Type> Messages => [.. typeof(ICallGrain).Assembly.GetTypes()
        .Where(type => type.GetCustomAttribute<GenerateSerializerAttribute>() is not null && ContentOf(type).Any())];

    [Theory]
    [MemberData(nameof(Messages))]
    public void Message_Printed_IsWithoutContent(Type type)
    {
        var message = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in ContentOf(type))
        {
            property.SetValue(message, Content);
        }

        Assert.DoesNotContain(Content, $"{message}", StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_ThatHoldContent_AreKnown() => Assert.True(Messages.Count >= 10);

    private static IEnumerable<PropertyInfo> ContentOf(Type type) =>
        type.GetProperties().Where(p => p.PropertyType == typeof(string) && p.CanWrite && s_content.Contains(p.Name));
}
