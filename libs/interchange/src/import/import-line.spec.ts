import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyObject } from '../format/objects.contract.js';
import { entriesOfLine, lineOfItem } from './import-line.js';
import { snapshotEntry } from './snapshot-entry.js';

describe('a line of an import', () => {
  it('tells an object as a snapshot keeps it', () => {
    fc.assert(
      fc.property(anyObject, ({ object }) => {
        const item = { item: 'object', object, untold: [] } as const;
        expect(entriesOfLine(lineOfItem(item))).toEqual([snapshotEntry(item)]);
      }),
    );
  });

  it('tells a link', () => {
    const link = { type: 'group', id: 'g', link: 'members', target: 'u' } as const;
    const item = { item: 'link', link, value: '' } as const;
    expect(entriesOfLine(lineOfItem(item))).toEqual([{ key: 'group/g/members/u', value: '' }]);
  });

  it('tells an object with the links that it owns', () => {
    const line = JSON.stringify({
      ...{ type: 'group', id: 'g', lifecycle: 'live', attributes: { displayName: 'Staff' } },
      links: { members: ['u', 'v'] },
    });
    expect(entriesOfLine(line)?.map(({ key }) => key)).toEqual([
      'group/g',
      'group/g/members/u',
      'group/g/members/v',
    ]);
  });

  it.each([
    '',
    'no JSON',
    '[]',
    'null',
    '{"type":"robot","id":"r","lifecycle":"live","attributes":{}}',
    '{"type":"user","id":"","lifecycle":"live","attributes":{}}',
    '{"type":"user","id":"u","lifecycle":"gone","attributes":{}}',
    '{"type":"user","id":"u","link":"members","target":"v","value":""}',
    '{"type":"group","id":"g","link":"members","target":7,"value":""}',
    '{"type":"group","id":"g","link":"members","target":"v"}',
    '{"type":"group","id":"\\ud800","link":"members","target":"v","value":""}',
  ])('is not %s', (line) => {
    expect(entriesOfLine(line)).toBeUndefined();
  });

  it('is never taken for what it is not, whatever it holds', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
        for (const { key, value } of entriesOfLine(line) ?? []) {
          expect(typeof key).toBe('string');
          expect(typeof value).toBe('string');
        }
      }),
    );
  });
});
