using System.Diagnostics.CodeAnalysis;

namespace PersonalizeOps.Engine.Filters;

/// <summary>Reads filter expressions. Keywords and datasets may be written in any case. AND binds closer than OR.</summary>
internal sealed class FilterParser
{
    private const string EventType = "EVENT_TYPE";
    private readonly FilterLexer _lexer;
    private FilterToken _token;
    private FilterTarget? _target;

    private FilterParser(string text)
    {
        _lexer = new FilterLexer(text);
        _token = _lexer.Read();
    }

    public static (FilterTarget Target, IReadOnlyList<FilterPart> Parts) Parse(string text)
    {
        var parser = new FilterParser(text);
        var parts = new List<FilterPart>();
        do
        {
            parts.Add(parser.ReadPart());
        }
        while (parser.Accepts("|"));

        parser.Expect(parser._token.Kind == FilterTokenKind.End, "AND, OR, IF, | or the end");
        return (parser._target!.Value, parts);
    }

    private FilterPart ReadPart()
    {
        var isInclude = Accepts("INCLUDE");
        Expect(isInclude || Accepts("EXCLUDE"), "INCLUDE or EXCLUDE");
        ReadTarget();
        Expect(Accepts("WHERE"), "WHERE");
        var groups = new List<IReadOnlyList<FilterCondition>>();
        FilterDataset? dataset = null;
        do
        {
            groups.Add(ReadGroup(ref dataset));
        }
        while (Accepts("OR"));

        return new FilterPart(isInclude, groups, Accepts("IF") ? ReadUserConditions() : []);
    }

    private void ReadTarget()
    {
        FilterTarget? target = _token switch
        {
            _ when _token.Is("ItemID") => FilterTarget.Items,
            _ when _token.Is("UserID") => FilterTarget.Users,
            _ when _token.Is("ActionID") => FilterTarget.Actions,
            _ => null,
        };
        Expect(target is not null, "ItemID, UserID or ActionID");
        if (_target is not null && _target != target)
        {
            throw Error("all expressions of a filter must be about the same: ItemID, UserID or ActionID");
        }

        _target = target;
        Advance();
    }

    private List<FilterCondition> ReadGroup(ref FilterDataset? dataset)
    {
        var conditions = new List<FilterCondition>();
        do
        {
            conditions.Add(ReadCondition(ref dataset));
        }
        while (Accepts("AND"));
        return conditions;
    }

    private FilterCondition ReadCondition(ref FilterDataset? dataset)
    {
        var start = _token;
        var current = ReadDataset();
        if (dataset is not null && dataset != current)
        {
            throw FilterExpressionException.At(
                start.Position,
                $"an expression can use one dataset only, and this one has {dataset} and {current}. Join two expressions with |");
        }

        dataset = current;
        var field = ReadField();
        if (current is FilterDataset.Interactions or FilterDataset.ActionInteractions && !field.Equals(EventType, StringComparison.OrdinalIgnoreCase))
        {
            throw FilterExpressionException.At(start.Position, $"of {current}, only {EventType} can be filtered by, not {field}");
        }

        return ReadComparison(current, field, start.Position, isOfUser: false);
    }

    private FilterDataset ReadDataset()
    {
        if (_token.Is("CurrentUser") || _token.Is("CurrentItem"))
        {
            throw Error($"{_token.Text} cannot stand here: CurrentUser belongs after IF, CurrentItem after a comparison");
        }

        FilterDataset? dataset = _token switch
        {
            _ when _token.Is("Interactions") => FilterDataset.Interactions,
            _ when _token.Is("Items") => FilterDataset.Items,
            _ when _token.Is("Users") => FilterDataset.Users,
            _ when _token.Is("Actions") => FilterDataset.Actions,
            _ when _token.Is("ActionInteractions") || _token.Is("Action_Interactions") => FilterDataset.ActionInteractions,
            _ => null,
        };
        Expect(dataset is not null, "a field, such as Items.GENRES");
        var isFitting = _target switch
        {
            FilterTarget.Items => dataset is FilterDataset.Items or FilterDataset.Interactions,
            FilterTarget.Users => dataset is FilterDataset.Users or FilterDataset.Interactions,
            _ => dataset is FilterDataset.Actions or FilterDataset.ActionInteractions,
        };
        if (!isFitting)
        {
            throw Error($"{dataset} cannot be used in an expression about {_target!.ToString()!.ToLowerInvariant()}");
        }

        Advance();
        return dataset.Value;
    }

    private string ReadField()
    {
        Expect(Accepts("."), "a dot and the name of a field");
        Expect(_token.Kind == FilterTokenKind.Word, "the name of a field");
        return Advance().Text;
    }

    private FilterCondition ReadComparison(FilterDataset dataset, string field, int position, bool isOfUser)
    {
        var sign = _token;
        var comparison = ReadOperator();
        var isOfEvents = dataset is FilterDataset.Interactions or FilterDataset.ActionInteractions;
        if (isOfEvents && comparison is not (FilterOperator.In or FilterOperator.NotIn))
        {
            throw FilterExpressionException.At(sign.Position, $"{EventType} is a text; compare it with IN or NOT IN");
        }

        var operand = _token.Is("CurrentItem") && !isOfUser ? ReadCurrentItem(dataset, comparison) : comparison switch
        {
            FilterOperator.In or FilterOperator.NotIn => ReadList(comparison, isOfEvents),
            _ => ReadNumber(),
        };
        return new FilterCondition(dataset, field, comparison, operand, position);
    }

    private FilterOperator ReadOperator()
    {
        if (Accepts("NOT"))
        {
            Expect(Accepts("IN"), "IN after NOT");
            return FilterOperator.NotIn;
        }

        FilterOperator? found = _token switch
        {
            _ when _token.Is("IN") => FilterOperator.In,
            _ when _token.Is("=") => FilterOperator.Equal,
            _ when _token.Is("!=") => FilterOperator.NotEqual,
            _ when _token.Is("<") => FilterOperator.Less,
            _ when _token.Is("<=") => FilterOperator.LessOrEqual,
            _ when _token.Is(">") => FilterOperator.Greater,
            _ when _token.Is(">=") => FilterOperator.GreaterOrEqual,
            _ => null,
        };
        Expect(found is not null, "IN, NOT IN, =, !=, <, <=, > or >=");
        Advance();
        return found.Value;
    }

    private FilterOperand ReadCurrentItem(FilterDataset dataset, FilterOperator comparison)
    {
        if (dataset != FilterDataset.Items || comparison == FilterOperator.NotIn)
        {
            throw Error("CurrentItem can only be compared with a field of Items, and not with NOT IN");
        }

        Advance();
        return new FilterOperand { CurrentItemField = ReadField() };
    }

    private FilterOperand ReadList(FilterOperator comparison, bool isOfEvents)
    {
        var isOpen = Accepts("(");
        var operand = _token.Kind switch
        {
            FilterTokenKind.Parameter when isOpen => ReadParameter(comparison),
            FilterTokenKind.Text when isOpen => ReadTexts(isOfEvents),
            _ when _token.Is("*") => ReadAny(isOfEvents),
            FilterTokenKind.Number when isOpen => throw Error("a list holds texts in double quotes; compare numbers with =, <, > and the like"),
            _ => throw Unexpected(isOpen ? "a text in double quotes or a placeholder" : "a list in parentheses"),
        };
        if (isOpen)
        {
            Expect(Accepts(")"), operand.Texts is null ? ")" : ", or )");
        }

        return operand;
    }

    private FilterOperand ReadTexts(bool isOfEvents)
    {
        var texts = new List<string>();
        do
        {
            Expect(_token.Kind == FilterTokenKind.Text, "a text in double quotes");
            texts.Add(Advance().Text);
        }
        while (Accepts(","));
        return isOfEvents && texts is ["*"] ? new FilterOperand { IsAny = true } : new FilterOperand { Texts = texts };
    }

    private FilterOperand ReadAny(bool isOfEvents)
    {
        if (!isOfEvents)
        {
            throw Error($"* can only stand for every {EventType}");
        }

        Advance();
        return new FilterOperand { IsAny = true };
    }

    private FilterOperand ReadParameter(FilterOperator comparison)
    {
        if (comparison == FilterOperator.NotIn)
        {
            throw new FilterExpressionException(
                $"Invalid input symbol: ${_token.Text}. Placeholders are not allowed with NOT_IN operator (at position {_token.Position}).",
                _token.Position);
        }

        return new FilterOperand { Parameter = Advance().Text };
    }

    private FilterOperand ReadNumber() => _token.Kind switch
    {
        FilterTokenKind.Parameter => new FilterOperand { Parameter = Advance().Text },
        FilterTokenKind.Number => FilterNumber.TryParse(Advance().Text, out var number) ? new FilterOperand { Number = number } : throw Unexpected("a number"),
        FilterTokenKind.Text => throw Error("only numbers can be compared so; use IN (...) for texts"),
        _ => throw Unexpected("a number or a placeholder"),
    };

    private List<FilterCondition> ReadUserConditions()
    {
        if (_target == FilterTarget.Users)
        {
            throw Error("an expression about UserID has no current user, so it cannot have IF");
        }

        var conditions = new List<FilterCondition>();
        do
        {
            var start = _token;
            Expect(Accepts("CurrentUser"), "CurrentUser");
            conditions.Add(ReadComparison(FilterDataset.Users, ReadField(), start.Position, isOfUser: true));
        }
        while (Accepts("AND"));
        return conditions;
    }

    private bool Accepts(string word)
    {
        if (!_token.Is(word))
        {
            return false;
        }

        Advance();
        return true;
    }

    private FilterToken Advance()
    {
        var token = _token;
        _token = _lexer.Read();
        return token;
    }

    private void Expect([DoesNotReturnIf(false)] bool isThere, string what)
    {
        if (!isThere)
        {
            throw Unexpected(what);
        }
    }

    private FilterExpressionException Unexpected(string expected) => Error($"expected {expected}, found {_token}");

    private FilterExpressionException Error(string reason) => FilterExpressionException.At(_token.Position, reason);
}
