import { describe, expect, test } from '@jest/globals';
import { VirtualClock } from '#runtime';
import { PasswordCheck } from './password-check.js';

const PASSWORDS = { administrator: 'right for administrator', reader: 'right for reader' };

describe('PasswordCheck', () => {
  test.each([
    ['administrator', PASSWORDS.administrator, 'administrator'],
    [' Reader ', PASSWORDS.reader, 'reader'],
    ['administrator', PASSWORDS.reader, undefined],
    ['reader', '', undefined],
    ['root', PASSWORDS.reader, undefined],
    ['', '', undefined],
    ['__proto__', 'undefined', undefined],
  ])('knows whose the name %j and the password %j are', (userName, password, name) => {
    expect(start().check.check(userName, password).account?.name).toBe(name);
  });

  test('makes who guesses wait longer and longer, a minute at most, and lets nobody in meanwhile', () => {
    const { check, clock } = start();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 20; attempt += 1) {
      check.check('reader', 'wrong');
      const { waitSeconds = 0 } = check.check('reader', 'wrong');
      waits.push(waitSeconds);
      clock.advance(waitSeconds * 1_000);
    }
    expect(waits.slice(0, 3)).toEqual([0, 0, 1]);
    expect(Math.max(...waits)).toBe(60);
    check.check('reader', 'wrong');
    expect(check.check('reader', PASSWORDS.reader)).toEqual({ account: undefined, waitSeconds: 60 });
    clock.advance(60_000);
    expect(check.check('reader', PASSWORDS.reader).account?.name).toBe('reader');
  });

  test('forgets the mistakes of who then signs in, and punishes nobody else for them', () => {
    const { check } = start();
    for (let round = 0; round < 3; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) check.check('reader', 'wrong');
      expect(check.check('reader', PASSWORDS.reader).account?.name).toBe('reader');
    }
    for (let attempt = 0; attempt < 10; attempt += 1) check.check('reader', 'wrong');
    expect(check.check('administrator', PASSWORDS.administrator).account?.name).toBe('administrator');
  });

  test('slows down guessing at names that do not exist, too', () => {
    const { check } = start();
    for (let attempt = 0; attempt < 5; attempt += 1) check.check(`nobody${attempt}`, 'x');
    expect(check.check('nobody', 'x')).toEqual({ account: undefined, waitSeconds: 1 });
  });
});

function start(): { check: PasswordCheck; clock: VirtualClock } {
  const clock = new VirtualClock('2026-11-24T09:00:00Z');
  return { check: new PasswordCheck(PASSWORDS, clock), clock };
}
