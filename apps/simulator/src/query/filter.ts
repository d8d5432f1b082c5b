import type { Json } from '#catalogue';
import { malformed } from '../graph/graph-error.js';
import { filterTokens, type FilterToken } from './filter-tokens.js';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type TextFunction = 'startswith' | 'endswith' | 'contains';

/** A `$filter` expression, read. Property paths keep the case the client wrote. */
export type Filter =
  | { readonly op: 'and' | 'or'; readonly left: Filter; readonly right: Filter }
  | { readonly op: 'not'; readonly operand: Filter }
  | { readonly op: 'compare'; readonly with: Comparison; readonly property: string; readonly value: Json }
  | {
      readonly op: 'function';
      readonly name: TextFunction;
      readonly property: string;
      readonly value: string;
    }
  | { readonly op: 'in'; readonly property: string; readonly values: readonly Json[] }
  /** Holds for at least one item of a collection; in `body` the property `''` is the item itself. */
  | { readonly op: 'any'; readonly property: string; readonly body: Filter | undefined };

const COMPARISONS: readonly string[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const FUNCTIONS: readonly string[] = ['startswith', 'endswith', 'contains'];

/** Reads a `$filter` expression. Throws Graph's refusal of what is malformed. */
export function parseFilter(expression: string): Filter {
  return new FilterParser(expression).parse();
}

class FilterParser {
  private readonly tokens: readonly FilterToken[];
  private at = 0;
  /** The variable of the lambda that is being read. */
  private variable: string | undefined;

  constructor(private readonly expression: string) {
    this.tokens = filterTokens(expression);
  }

  parse(): Filter {
    const filter = this.disjunction();
    if (this.at < this.tokens.length) throw this.refusal();
    return filter;
  }

  private disjunction(): Filter {
    let left = this.conjunction();
    while (this.skipWord('or')) left = { op: 'or', left, right: this.conjunction() };
    return left;
  }

  private conjunction(): Filter {
    let left = this.term();
    while (this.skipWord('and')) left = { op: 'and', left, right: this.term() };
    return left;
  }

  private term(): Filter {
    if (this.skipWord('not')) return { op: 'not', operand: this.term() };
    if (this.skipMark('(')) {
      const inner = this.disjunction();
      this.expectMark(')');
      return inner;
    }
    const word = this.word();
    const name = word.toLowerCase();
    if (FUNCTIONS.includes(name)) return this.textFunction(name as TextFunction);
    const collection = /^(.+)\/any$/i.exec(word)?.[1];
    if (collection !== undefined) return this.lambda(collection);
    const property = this.path(word);
    if (this.skipWord('in')) return { op: 'in', property, values: this.values() };
    const comparison = this.word().toLowerCase();
    if (!COMPARISONS.includes(comparison)) throw this.refusal();
    return { op: 'compare', with: comparison as Comparison, property, value: this.value() };
  }

  private textFunction(name: TextFunction): Filter {
    this.expectMark('(');
    const property = this.path(this.word());
    this.expectMark(',');
    const value = this.value();
    this.expectMark(')');
    if (typeof value !== 'string') throw this.refusal();
    return { op: 'function', name, property, value };
  }

  private lambda(property: string): Filter {
    this.expectMark('(');
    if (this.skipMark(')')) return { op: 'any', property, body: undefined };
    this.variable = this.word();
    this.expectMark(':');
    const body = this.disjunction();
    this.expectMark(')');
    this.variable = undefined;
    return { op: 'any', property, body };
  }

  private values(): Json[] {
    this.expectMark('(');
    const values = [this.value()];
    while (this.skipMark(',')) values.push(this.value());
    this.expectMark(')');
    return values;
  }

  private value(): Json {
    const token = this.tokens[this.at++];
    if (token?.is === 'text') return token.value;
    if (token?.is !== 'word') throw this.refusal();
    if (token.value === 'null') return null;
    if (token.value === 'true' || token.value === 'false') return token.value === 'true';
    return /^-?\d+(\.\d+)?$/.test(token.value) ? Number(token.value) : token.value;
  }

  private path(word: string): string {
    if (this.variable === undefined) return word;
    if (word === this.variable) return '';
    return word.startsWith(`${this.variable}/`) ? word.slice(this.variable.length + 1) : word;
  }

  private word(): string {
    const token = this.tokens[this.at++];
    if (token?.is !== 'word') throw this.refusal();
    return token.value;
  }

  private skipWord(value: string): boolean {
    const token = this.tokens[this.at];
    if (token?.is !== 'word' || token.value.toLowerCase() !== value) return false;
    this.at += 1;
    return true;
  }

  private skipMark(value: string): boolean {
    const token = this.tokens[this.at];
    if (token?.is !== 'mark' || token.value !== value) return false;
    this.at += 1;
    return true;
  }

  private expectMark(value: string): void {
    if (!this.skipMark(value)) throw this.refusal();
  }

  private refusal(): Error {
    return malformed(`Invalid filter clause: syntax error in '${this.expression}'.`);
  }
}
