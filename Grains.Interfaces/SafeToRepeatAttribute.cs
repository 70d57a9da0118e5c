namespace Products.Grains.Interfaces;

/// <summary>The method may be called again when it is not known whether it ran: a second run changes nothing and answers the same.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SafeToRepeatAttribute : Attribute;
