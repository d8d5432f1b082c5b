import { describe, expect, it } from '@jest/globals';
import type { Change } from '../change/change.js';
import type { StepLabel } from '../recovery/recovery-events.js';
import { appliedSteps } from './applied-steps.js';

const change = (rest: Partial<Change>): Change => ({
  type: 'group',
  id: 'g',
  displayName: null,
  kind: 'modified',
  action: 'update',
  notRecoverable: null,
  attributes: [
    { name: 'description', backupValue: 'a', currentValue: 'b' },
    { name: 'theme', backupValue: 'Teal', currentValue: 'Red' },
  ],
  links: [
    { link: 'members', target: 'm1', change: 'remove', backupValue: null, currentValue: '' },
    { link: 'members', target: 'm2', change: 'add', backupValue: '', currentValue: null },
  ],
  ...rest,
});
const label = (rest: Partial<StepLabel>): StepLabel => ({
  step: 0,
  objectType: 'group',
  objectId: 'g',
  action: 'update',
  attributes: [],
  ...rest,
});
const wrote = (...attributes: string[]) => label({ attributes });
const linked = (target: string) => label({ link: { name: 'members', target, change: 'add' } });
const restored = label({ action: 'restore' });
const softDeleted = label({ action: 'softDelete' });

const restrictToApplied = (changes: readonly Change[], labels: readonly StepLabel[]) =>
  changes.flatMap((each) => appliedSteps(labels).restrict(each) ?? []);

describe('an undo', () => {
  it('takes back the attributes and links that the recovery wrote, and no others', () => {
    const [only] = restrictToApplied([change({})], [wrote('theme'), linked('m1')]);
    expect(only?.attributes.map(({ name }) => name)).toEqual(['theme']);
    expect(only?.links.map(({ target }) => target)).toEqual(['m1']);
  });

  it('leaves objects alone that the recovery did not touch, or whose difference is someone else’s', () => {
    expect(restrictToApplied([change({})], [])).toEqual([]);
    expect(restrictToApplied([change({})], [label({ objectId: 'other', attributes: ['theme'] })])).toEqual(
      [],
    );
    expect(restrictToApplied([change({})], [wrote('displayName')])).toEqual([]);
  });

  it('soft-deletes what the recovery restored, and nothing that someone else restored', () => {
    const revived = change({ kind: 'restored', action: 'softDelete', attributes: [], links: [] });
    expect(restrictToApplied([revived], [restored, wrote('theme')])).toEqual([revived]);
    expect(restrictToApplied([revived], [wrote('theme')])).toEqual([]);
  });

  it('restores what the recovery soft-deleted, and nothing that someone else deleted', () => {
    const deleted = change({ kind: 'softDeleted', action: 'restore', links: [] });
    expect(restrictToApplied([deleted], [softDeleted])).toEqual([{ ...deleted, attributes: [] }]);
    expect(restrictToApplied([deleted], [wrote('theme')])).toEqual([]);
  });

  it('never deletes what has been created since', () => {
    expect(restrictToApplied([change({ kind: 'created', action: 'softDelete' })], [restored])).toEqual([]);
  });

  it('says so where what the recovery touched is gone for good', () => {
    const gone = change({ kind: 'hardDeleted', action: null, notRecoverable: 'hardDeleted' });
    expect(restrictToApplied([gone], [wrote('theme')])).toEqual([gone]);
    expect(restrictToApplied([gone], [])).toEqual([]);
  });

  it('knows which attributes the recovery wrote', () => {
    const { attributesOf } = appliedSteps([wrote('theme'), wrote('description'), softDeleted]);
    expect([...attributesOf({ type: 'group', id: 'g' })]).toEqual(['theme', 'description']);
    expect([...attributesOf({ type: 'user', id: 'g' })]).toEqual([]);
  });
});
