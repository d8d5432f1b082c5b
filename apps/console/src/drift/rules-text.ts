import type { DriftRuleInput, DriftWatchPartsFragment } from '../api/generated.js';

/** Rules as text to be changed: without what they leave open. */
export function rulesText(rules: DriftWatchPartsFragment['rules']): string {
  if (rules.length === 0) return '';
  const told = rules.map((rule) =>
    Object.fromEntries(
      Object.entries(rule).filter(
        ([name, value]) =>
          !(Array.isArray(value) && value.length === 0) && !(name === 'atLeast' && value === 1),
      ),
    ),
  );
  return JSON.stringify(told, null, 2);
}

/** The rules in such a text; none where it is empty, `undefined` where it is no list. The server judges what they say. */
export function rulesIn(text: string): DriftRuleInput[] | undefined {
  if (text.trim() === '') return [];
  try {
    const rules: unknown = JSON.parse(text);
    return Array.isArray(rules) ? (rules as DriftRuleInput[]) : undefined;
  } catch {
    return undefined;
  }
}
