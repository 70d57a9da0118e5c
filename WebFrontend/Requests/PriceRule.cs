using System.Globalization;
using System.Text.Json;

namespace Products.WebFrontend.Requests;

/// <summary>A price: a number from 0 with at most two decimals, in whatever form JSON may write it (<c>1.250e1</c> is 12.50).</summary>
internal static class PriceRule
{
    /// <summary>What the catalogue's tables can hold.</summary>
    public const decimal Max = 999_999_999.99m;

    private const int Decimals = 2;
    private const int LongestNumber = 100;
    private const NumberStyles JsonNumber = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    public static string Expectation(decimal max) =>
        string.Create(CultureInfo.InvariantCulture, $"must be a number from 0 to {max} with at most {Decimals} decimals");

    public static FieldRule<decimal> Of(decimal max) => (value, field, errors) =>
    {
        if (value.ValueKind == JsonValueKind.Number && TryParse(value.GetRawText(), out var price) && price <= max)
        {
            return price;
        }

        errors.Add(field, Expectation(max));
        return default;
    };

    /// <returns>Whether the text is a price; <paramref name="price"/> then always has two decimals, so that 1 and 1.00 are the same.</returns>
    public static bool TryParse(string text, out decimal price)
    {
        price = 0;
        if (text.Length > LongestNumber
            || !decimal.TryParse(text, JsonNumber, CultureInfo.InvariantCulture, out var number)
            || number is < 0 or > Max
            || !HasFewDecimals(text))
        {
            return false;
        }

        price = decimal.Round(Math.Abs(number) + 0.00m, Decimals);
        return true;
    }

    /// <summary>Looks at the digits, because parsing rounds away what a decimal cannot hold.</summary>
    private static bool HasFewDecimals(ReadOnlySpan<char> text)
    {
        var e = text.IndexOfAny('e', 'E');
        var exponent = 0;
        if (e >= 0 && !int.TryParse(text[(e + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
        {
            return false;
        }

        var digits = e < 0 ? text : text[..e];
        var point = digits.IndexOf('.');
        var decimals = point < 0 ? 0 : digits.Length - point - 1;
        var zeros = TrailingZeros(digits, out var isZero);
        return isZero || decimals - zeros - (long)exponent <= Decimals;
    }

    private static int TrailingZeros(ReadOnlySpan<char> digits, out bool isZero)
    {
        var zeros = 0;
        for (var i = digits.Length - 1; i >= 0; i--)
        {
            if (digits[i] is >= '1' and <= '9')
            {
                isZero = false;
                return zeros;
            }

            zeros += digits[i] == '0' ? 1 : 0;
        }

        isZero = true;
        return zeros;
    }
}
