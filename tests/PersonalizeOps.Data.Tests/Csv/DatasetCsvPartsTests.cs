using System.Text;

namespace PersonalizeOps.Data.Tests.Csv;

public sealed class DatasetCsvPartsTests
{
    private const string Header = "USER_ID,ITEM_ID,TIMESTAMP,EVENT_TYPE,EVENT_VALUE\n";

    [Theory]
    [InlineData("u{0},i{1},{0},watch,4.5\n")]
    [InlineData("\"u{0}\",\"i, {1}\",{0},\"with \"\"quotes\"\"\nand a line\",4.5\n")]
    [InlineData("u{0},i{1},{0},\"\r\n\r\n\",4.5\r\n")]
    [InlineData("\nu{0},ünïcode {1},{0},watch,4.5\n\n")]
    public void Reads_what_one_reader_reads(string row)
    {
        var csv = Encoding.UTF8.GetBytes(Header + Rows(row));

        Assert.True(csv.Length > 3 << 20);
        Assert.Equal(ReadByOne(csv), ReadByThree(csv));
    }

    [Theory]
    [InlineData("u,i,bad,watch,1\n")]
    [InlineData("u,i,1,watch\n")]
    [InlineData(",i,1,watch,1\n")]
    [InlineData("u,i \"quoted\",1,watch,1\n")]
    [InlineData("u,i,1,\"never closed,1\n")]
    public void Refuses_what_one_reader_refuses(string fault)
    {
        var rows = Rows("u{0},i{1},{0},watch,4.5\n");
        var csv = Encoding.UTF8.GetBytes(Header + rows + fault + rows);

        Assert.Throws<DatasetFaultException>(() => ReadByOne(csv));
        Assert.Null(ReadByThree(csv));
    }

    [Theory]
    [InlineData("")]
    [InlineData(Header)]
    [InlineData("USER_ID,ITEM_ID\nu,i\n")]
    [InlineData("\uFEFF\n")]
    public void Refuses_files_without_rows_or_with_another_header(string csv) => Assert.Null(ReadByThree(Encoding.UTF8.GetBytes(csv)));

    [Fact]
    public void Refuses_bytes_that_are_no_text()
    {
        var csv = Encoding.UTF8.GetBytes(Header + Rows("u{0},i{1},{0},watch,4.5\n"));
        csv[^9] = 0xFF;

        Assert.Null(ReadByThree(csv));
    }

    [Fact]
    public void What_a_reader_throws_comes_through_and_closes_the_stream()
    {
        var stream = new MemoryStream(Encoding.UTF8.GetBytes(Header + Rows("u{0},i{1},{0},watch,4.5\n")));

        Assert.Throws<OperationCanceledException>(() => DatasetCsvParts.TryRead(
            stream,
            "file.csv",
            DatasetSchema.Interactions,
            DatasetType.Interactions,
            [(_, _) => throw new OperationCanceledException(), (reader, _) => ReadAll(reader)]));
        Assert.False(stream.CanRead);
    }

    private static string Rows(string row)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < 4 << 20; i++)
            text.AppendFormat(System.Globalization.CultureInfo.InvariantCulture, row, i, i % 97);
        return text.ToString();
    }

    private static List<string> ReadByOne(byte[] csv)
    {
        using var reader = new DatasetCsvReader(new MemoryStream(csv), "file.csv", DatasetSchema.Interactions, DatasetType.Interactions);
        return ReadAll(reader);
    }

    private static List<string>? ReadByThree(byte[] csv)
    {
        var threads = Enumerable.Range(0, 3).Select(_ => new SortedDictionary<int, List<string>>()).ToArray();
        var isRead = DatasetCsvParts.TryRead(
            new MemoryStream(csv),
            "file.csv",
            DatasetSchema.Interactions,
            DatasetType.Interactions,
            [.. threads.Select(own => (Action<DatasetCsvReader, int>)((reader, number) => own.Add(number, ReadAll(reader))))]);
        return isRead ? [.. threads.SelectMany(own => own).OrderBy(part => part.Key).SelectMany(part => part.Value)] : null;
    }

    private static List<string> ReadAll(DatasetCsvReader reader)
    {
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(
                $"{Encoding.UTF8.GetString(reader.GetSpan(0))}|{Encoding.UTF8.GetString(reader.GetSpan(1))}|{reader.GetInt64(2)}|"
                + $"{Encoding.UTF8.GetString(reader.GetSpan(3))}|{reader.GetDouble(4)}");
        }

        return rows;
    }
}
