using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Http.Tests.Configuration;

public sealed class SettingFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleanscalls-settings-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("hidden", "hidden")]
    [InlineData("hidden\n", "hidden")]
    [InlineData("hidden\r\n", "hidden")]
    [InlineData("\uFEFFhidden\n", "hidden")]
    [InlineData(" two\nlines \n\n", " two\nlines \n")]
    public void Optional_FromAFile_IsItsContentWithoutOneLineBreak(string content, string value)
    {
        var settings = Reader(("SOME_SECRET_FILE", Write(content)));

        Assert.Equal(value, settings.Optional("SOME_SECRET"));
        Assert.Equal(value, settings.Required("SOME_SECRET"));
        Assert.False(settings.Complaints.Any);
    }

    [Fact]
    public void Optional_WithASection_IsReadFromAFile() =>
        Assert.Equal("hidden", Reader(("Webhooks:SecretsKey_FILE", Write("hidden"))).Optional("Webhooks:SecretsKey"));

    [Fact]
    public void Required_BothSet_NamesBothAndNoValue() =>
        AssertRefused("is set beside SOME_SECRET: only one of them can give the value", ("SOME_SECRET", "hidden-1"), ("SOME_SECRET_FILE", Write("hidden-2")));

    [Fact]
    public void Required_FileNotThere_SaysSoWithoutThePath() =>
        AssertRefused("names a file that is not there", ("SOME_SECRET_FILE", "/hidden/file"));

    [Fact]
    public void Required_Folder_CannotBeRead() =>
        AssertRefused("names a file that cannot be read", ("SOME_SECRET_FILE", _folder.FullName));

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void Required_EmptyFile_SaysSo(string content) =>
        AssertRefused("names a file that is empty", ("SOME_SECRET_FILE", Write(content)));

    [Fact]
    public void Required_HugeFile_SaysSo() =>
        AssertRefused("names a file of more than 64 KiB", ("SOME_SECRET_FILE", Write(new string('x', 65_537))));

    [Fact]
    public void Required_NoText_SaysSo()
    {
        var path = Write("");
        File.WriteAllBytes(path, [0xC3, 0x28]);

        AssertRefused("names a file that is not UTF-8 text", ("SOME_SECRET_FILE", path));
    }

    [Fact]
    public void HasGroup_OneFromABadFile_NamesTheFileOnly()
    {
        var settings = Reader(("A", "1"), ("B_FILE", "/hidden/file"));

        Assert.False(settings.HasGroup("A", "B"));
        Assert.Equal(["B_FILE"], settings.Complaints.Keys);
    }

    private static void AssertRefused(string problem, params (string Key, string Value)[] values)
    {
        var settings = Reader(values);

        Assert.Null(settings.Required("SOME_SECRET"));
        Assert.Equal($"The settings do not allow a start:{Environment.NewLine}  SOME_SECRET_FILE {problem}", settings.Complaints.ToString());
    }

    private string Write(string content)
    {
        var path = Path.Combine(_folder.FullName, Guid.NewGuid().ToString("N"));
        File.WriteAllText(path, content);
        return path;
    }

    private static SettingsReader Reader(params (string Key, string Value)[] values) =>
        new(new ConfigurationBuilder().AddInMemoryCollection(values.Select(v => new KeyValuePair<string, string?>(v.Key, v.Value))).Build());
}
