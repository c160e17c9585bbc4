using System.Net;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.Http.Tests.Limits;

public sealed class AddressGroupTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff")]
    public void Addresses_OfOneCustomer_AreOneGroup(string one, string other) =>
        Assert.Equal(AddressGroup.Of(IPAddress.Parse(one)), AddressGroup.Of(IPAddress.Parse(other)));

    [Fact]
    public void Addresses_OfMany_AreSpreadOverAllGroups()
    {
        var groups = Enumerable.Range(0, 200_000)
            .Select(n => AddressGroup.Of(new IPAddress([0x20, 0x01, 0x0d, 0xb8, 0, (byte)(n >> 16), (byte)(n >> 8), (byte)n, 0, 0, 0, 0, 0, 0, 0, 1])))
            .ToList();

        Assert.InRange(groups.Distinct().Count(), 55_000, AddressGroup.Count);
        Assert.All(groups, group => Assert.InRange(group, 0, AddressGroup.Count - 1));
    }

    [Fact]
    public void NoAddress_AsOfASocketFile_IsAGroup() => Assert.Equal(0, AddressGroup.Of((IPAddress?)null));
}
