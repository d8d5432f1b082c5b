import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '#catalogue';

const SHARED = new URL('../../../shared/data/conditional-access', import.meta.url).pathname;
const OWN = new URL('../fixtures/conditional-access', import.meta.url).pathname;

/** Conditional Access policies as an administrator keeps them in files, and the groups that they name. */
export interface RealPolicies {
  readonly policies: readonly JsonObject[];
  /** Group ids by the placeholder that stands for each in the files. */
  readonly groups: ReadonlyMap<string, string>;
}

/** Reads the policies, and gives each placeholder such as `<EmergencyAccessAccountsGroup>` a group. */
export function readRealPolicies(groupId: (place: number) => string): RealPolicies {
  const folder = existsSync(SHARED) ? SHARED : OWN;
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.json'),
  );
  const groups = new Map<string, string>();
  const policies = files.map((file) => {
    const text = readFileSync(join(folder, file), 'utf8').replace(/"<(\w+)>"/g, (_whole, name: string) => {
      const id = groups.get(name) ?? groupId(groups.size);
      groups.set(name, id);
      return JSON.stringify(id);
    });
    return JSON.parse(text) as JsonObject;
  });
  return { policies, groups };
}
