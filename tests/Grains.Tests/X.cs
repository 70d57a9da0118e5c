namespace Products.Grains.Tests; public sealed class X { [Fact] public void Y() => Assert.True(true); }
