import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { Json } from '#catalogue';
import type { PlannedStep } from '../plan/step.js';
import { withReferences } from './references.js';
import { withNewIds } from './with-new-ids.js';

const [OLD, NEW, OTHER] = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
  string,
  string,
  string,
];
const gone = new Set([OLD]);
const users = (excludeUsers: readonly string[], more: Readonly<Record<string, Json>> = {}) => ({
  users: { excludeUsers, ...more },
});

describe('References to what is made again', () => {
  it('come back where they were lost, and whatever else has changed stays', () => {
    expect(withReferences(users([OLD, OTHER]), users([], { includeUsers: ['All'] }), gone)).toEqual(
      users([OLD], { includeUsers: ['All'] }),
    );
  });

  it('are not doubled where they are still there', () => {
    expect(withReferences(users([OLD]), users([OTHER, OLD]), gone)).toEqual(users([OTHER, OLD]));
  });

  it('are not put beside a word that stands for all or none', () => {
    expect(withReferences(users([OLD]), users(['All']), gone)).toEqual(users(['All']));
  });

  it('come back as targets with what was said of them', () => {
    const target = { id: OLD, targetType: 'group', isRegistrationRequired: true };
    expect(withReferences({ includeTargets: [target] }, { includeTargets: [] }, gone)).toEqual({
      includeTargets: [target],
    });
  });

  it('do not replace what stands there now', () => {
    expect(withReferences({ id: OLD }, { id: OTHER }, gone)).toEqual({ id: OTHER });
    expect(withReferences(users([OLD]), null, gone)).toBeNull();
  });

  it('are all that is ever added', () => {
    const lists = fc.uniqueArray(fc.constantFrom(OLD, NEW, OTHER, 'GuestsOrExternalUsers'));
    fc.assert(
      fc.property(lists, lists, (backup, present) => {
        const found = withReferences(users(backup), users(present), gone);
        const added = backup.includes(OLD) && !present.includes(OLD) ? [OLD] : [];
        expect(found).toEqual(users([...present, ...added]));
      }),
    );
  });
});

describe('A step of a re-creation', () => {
  const ids = new Map([[OLD, NEW]]);
  const stage = 1;

  it('names the new ids of what it awaits, on either end of a link', () => {
    const link = { type: 'group', id: OLD, link: 'members', target: OTHER } as const;
    const step: PlannedStep = { step: 'addLink', link, value: '', stage, awaits: [OLD] };
    expect(withNewIds(step, ids)).toMatchObject({ link: { ...link, id: NEW }, awaits: [] });
    const role = {
      type: 'servicePrincipal',
      id: OTHER,
      link: 'appRoleAssignedTo',
      target: `${OLD}.${OTHER}`,
    } as const;
    expect(withNewIds({ ...step, link: role }, ids)).toMatchObject({ link: { target: `${NEW}.${OTHER}` } });
  });

  it('writes to the new object, but knows what it makes by the old id', () => {
    const object = { type: 'group', id: OLD } as const;
    const set = { description: `About ${OLD}` };
    const renamed = { description: `About ${NEW}` };
    expect(withNewIds({ step: 'reconcile', object, set, stage, awaits: [OLD] }, ids)).toMatchObject({
      object: { id: NEW },
      set: renamed,
    });
    expect(withNewIds({ step: 'create', object, set, stage, awaits: [OLD] }, ids)).toMatchObject({
      object,
      set: renamed,
    });
  });

  it('goes on awaiting what has not been made', () => {
    const object = { type: 'group', id: OTHER } as const;
    const step: PlannedStep = { step: 'update', object, set: {}, seen: {}, stage, awaits: [OLD, OTHER] };
    expect(withNewIds(step, ids).awaits).toEqual([OTHER]);
  });

  it('of any other recovery stays as it is', () => {
    const step: PlannedStep = { step: 'restore', object: { type: 'group', id: OLD }, stage };
    expect(withNewIds(step, ids)).toBe(step);
  });
});
