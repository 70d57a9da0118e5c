namespace Products.Standalone.Tests; public sealed class X { [Fact] public void Y() => Assert.True(true); }
