import type { Json, JsonObject } from '#catalogue';

/** Who is a member of a dynamic group. */
export interface MembershipRule {
  /** The properties of a user that the rule looks at. */
  readonly properties: ReadonlySet<string>;
  readonly holds: (user: JsonObject) => boolean;
}

const TOKEN = /\s*(?:"([^"]*)"|([()])|(-?[A-Za-z][\w.]*))/y;
type Test = MembershipRule['holds'];

/**
 * Reads a rule made of `user.property -eq "value"` and `-ne`, joined by `-and` and `-or`, with parentheses.
 * `undefined` for every other rule: those are kept, but nobody becomes a member by them.
 * https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership
 */
export function parseMembershipRule(text: string): MembershipRule | undefined {
  const parser = new RuleParser(text);
  const holds = parser.parse();
  return holds && { holds, properties: parser.properties };
}

class RuleParser {
  readonly properties = new Set<string>();
  private readonly tokens: readonly string[] | undefined;
  private at = 0;

  constructor(text: string) {
    this.tokens = tokensOf(text);
  }

  /** The rule, or `undefined` where it is not one of those that are understood. */
  parse(): Test | undefined {
    const test = this.joined('-or', () => this.joined('-and', () => this.term()));
    return this.at === this.tokens?.length ? test : undefined;
  }

  private joined(operator: '-and' | '-or', part: () => Test | undefined): Test | undefined {
    const tests = [part()];
    while (this.skip(operator)) tests.push(part());
    const known = tests.filter((test) => test !== undefined);
    if (known.length < tests.length) return undefined;
    return (user) =>
      operator === '-and' ? known.every((test) => test(user)) : known.some((test) => test(user));
  }

  private term(): Test | undefined {
    if (!this.skip('(')) return this.comparison();
    const inner = this.joined('-or', () => this.joined('-and', () => this.term()));
    return this.skip(')') ? inner : undefined;
  }

  private comparison(): Test | undefined {
    const property = /^user\.(\w+)$/i.exec(this.next())?.[1];
    const operator = this.next().toLowerCase();
    const value = literal(this.next());
    if (property === undefined || value === undefined || (operator !== '-eq' && operator !== '-ne'))
      return undefined;
    this.properties.add(property);
    return (user) => (comparable(user[property]) === comparable(value)) === (operator === '-eq');
  }

  private next(): string {
    return this.tokens?.[this.at++] ?? '';
  }

  private skip(token: string): boolean {
    if (this.tokens?.[this.at]?.toLowerCase() !== token) return false;
    this.at += 1;
    return true;
  }
}

function tokensOf(text: string): readonly string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const end = text.trimEnd().length;
  while (TOKEN.lastIndex < end) {
    const match = TOKEN.exec(text);
    if (!match) return undefined;
    const [, quoted, mark, word] = match;
    tokens.push(quoted === undefined ? (mark ?? word ?? '') : `"${quoted}`);
  }
  return tokens;
}

function literal(token: string): Json | undefined {
  if (token.startsWith('"')) return token.slice(1);
  const words: Readonly<Record<string, Json>> = { true: true, false: false, null: null };
  return words[token.toLowerCase()];
}

/** Texts are compared without regard to case; a value that was never set is null. */
function comparable(value: Json | undefined): Json {
  return typeof value === 'string' ? value.toLowerCase() : (value ?? null);
}
