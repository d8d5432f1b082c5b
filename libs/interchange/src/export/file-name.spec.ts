import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { anyObject, given } from '../format/objects.contract.js';
import { objectPath } from './file-name.js';

const ID = '7d54cb02-aaa3-4016-9f9c-a4b49422dd9b';

const pathOf = (displayName: string, id = ID): string =>
  objectPath(given('user', id, { displayName }).object);

/** What Windows, macOS and Linux let a file be called, folders aside. */
function isPortable(name: string): boolean {
  const device = /^(con|prn|aux|nul|(com|lpt)[0-9¹²³])(\.|$)/i;
  // eslint-disable-next-line no-control-regex -- Windows forbids them
  const forbidden = /[<>:"/\\|?*\u0000-\u001f]|[. ]$/;
  return !device.test(name) && !forbidden.test(name) && Buffer.byteLength(name) <= 255;
}

describe('the path of an exported object', () => {
  it('tells its type, its name and its id', () => {
    expect(pathOf('Ada Lovelace (admin)')).toBe(`user/Ada-Lovelace-admin-${ID}.json`);
    expect(pathOf('Zoë Ω 東京')).toBe(`user/Zoë-Ω-東京-${ID}.json`);
    expect(objectPath(given('group', ID).object)).toBe(`group/${ID}.json`);
  });

  it('leads nowhere else, whatever the name', () => {
    expect(pathOf('../../etc/passwd')).toBe(`user/etc-passwd-${ID}.json`);
    expect(pathOf('C:\\Windows\\CON.')).toBe(`user/C-Windows-CON-${ID}.json`);
    expect(pathOf('\u0000..\u202Egnp')).toBe(`user/gnp-${ID}.json`);
    expect(pathOf('', '../..')).toMatch(/^user\/~[0-9a-f]{16}\.json$/);
  });

  it('is allowed on every system and has one folder', () => {
    const part = fc.constantFrom(
      'con',
      'AUX',
      'Nul',
      'com1',
      'LPT9',
      '.',
      '..',
      '/',
      '\\',
      ':',
      ' ',
      '~',
      '-',
    );
    const nasty = fc.array(part, { maxLength: 4 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        anyObject,
        fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), nasty),
        ({ object }, displayName) => {
          const [folder, name, ...rest] = objectPath({ ...object, attributes: { displayName } }).split('/');
          return folder === object.type && rest.length === 0 && isPortable(name ?? '');
        },
      ),
    );
  });

  it('is its own, also where case and composition of letters mean nothing', () => {
    const id = fc.oneof(fc.uuid(), fc.constantFrom('a', 'A', 'b-a', 'a-b', 'é', 'e\u0301', 'ａ', '-', '~'));
    const named = fc.record({ id, displayName: fc.constantFrom('', 'a', 'A', 'b', 'a-b', 'é') });
    const folded = ({ id: one, displayName }: { id: string; displayName: string }): string =>
      objectPath(given('user', one, { displayName }).object)
        .normalize('NFKC')
        .toLowerCase();
    fc.assert(
      fc.property(named, named, (one, other) => {
        fc.pre(one.id !== other.id);
        return folded(one) !== folded(other);
      }),
    );
  });
});
