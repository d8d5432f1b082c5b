import { describe, expect, it } from '@jest/globals';
import { currentVersion, isEventOf, VERSION_CHAINS, type VersionChains } from './event-versions.js';
import { UnknownEventVersion } from './unknown-event-version.js';
import { upcast } from './upcast.js';
import { VersionChain } from './version-chain.js';

interface ParcelSentV1 {
  readonly to: string;
}
interface ParcelSentV2 {
  readonly to: string;
  readonly weightGrams: number | null;
}
interface ParcelSentV3 {
  readonly recipient: string;
  readonly weightGrams: number | null;
}

/** A domain of its own, whose one event has changed twice: a member added, then one renamed. */
const CHAINS: VersionChains = {
  ParcelSent: VersionChain.first<ParcelSentV1>()
    .followedBy<ParcelSentV2>((data) => ({ ...data, weightGrams: null }))
    .followedBy<ParcelSentV3>(({ to, ...data }) => ({ ...data, recipient: to })),
  ParcelLost: VersionChain.first(),
};

describe('reading a stored event', () => {
  it('brings the first version through all later ones', () => {
    expect(upcast('ParcelSent', 1, { to: 'Oslo' }, CHAINS)).toEqual({
      type: 'ParcelSent',
      data: { recipient: 'Oslo', weightGrams: null },
    });
  });

  it('brings a version in between only through those after it', () => {
    expect(upcast('ParcelSent', 2, { to: 'Oslo', weightGrams: 70 }, CHAINS)).toEqual({
      type: 'ParcelSent',
      data: { recipient: 'Oslo', weightGrams: 70 },
    });
  });

  it('hands the current version on as it is, and leaves what it is given unchanged', () => {
    const current = Object.freeze({ recipient: 'Oslo', weightGrams: 70 });
    expect(upcast('ParcelSent', 3, current, CHAINS).data).toBe(current);
    const first = Object.freeze({ to: 'Oslo' });
    upcast('ParcelSent', 1, first, CHAINS);
    expect(first).toEqual({ to: 'Oslo' });
  });

  it.each([4, 0, -1, 1.5])('refuses version %d of a type that it knows, and tells to upgrade', (version) => {
    const read = () => upcast('ParcelSent', version, { to: 'Oslo' }, CHAINS);
    expect(read).toThrow(UnknownEventVersion);
    expect(read).toThrow(`The log holds ParcelSent in version ${version}`);
    expect(read).toThrow(/Upgrade this node/);
  });

  it.each(['ParcelReturned', 'constructor', '__proto__'])(
    'hands a type that it does not know on untouched: %s',
    (type) => {
      const data = { anything: true };
      expect(upcast(type, 7, data, CHAINS)).toEqual({ type, data });
    },
  );
});

describe('the versions of the events of the domain', () => {
  it('are 1 or more, and are read back by the same chain', () => {
    for (const [type, chain] of Object.entries(VERSION_CHAINS)) {
      expect(chain.knows(chain.current)).toBe(true);
      expect(chain.knows(chain.current + 1)).toBe(false);
      expect(upcast(type, chain.current, {})).toEqual({ type, data: {} });
    }
  });

  it('are stamped by type', () => {
    expect(currentVersion('RecoveryPlanned')).toBe(1);
  });

  it('belong to one category each', () => {
    expect(isEventOf('recovery', 'RecoveryPlanned')).toBe(true);
    expect(isEventOf('backup', 'RecoveryPlanned')).toBe(false);
    expect(isEventOf('tenant', 'toString')).toBe(false);
  });
});
