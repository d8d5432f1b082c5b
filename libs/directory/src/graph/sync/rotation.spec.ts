import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { goingOn, newRotation, rotated, type Rotation, type RotationProgress } from './rotation.js';

const at = (hour: number): Date => new Date(Date.UTC(2026, 10, 24, hour));
const through: RotationProgress = { cursor: 'z', reachedEnd: true, left: false, refused: false };
const halfway: RotationProgress = { ...through, cursor: 'm', reachedEnd: false };

const next = (rotation: Rotation, sync: RotationProgress, hour: number): Rotation =>
  rotated(goingOn(rotation, at(hour)), sync, at(hour));

/** One sync an hour, from the first on. */
const after = (...syncs: readonly RotationProgress[]): Rotation =>
  syncs.reduce((rotation, sync, hour) => next(rotation, sync, hour), newRotation(at(0), { first: true }));

describe('a rotation', () => {
  it('knows nothing before it has come through once', () => {
    expect(after(halfway)).toMatchObject({ cursor: 'm', first: true, knownSince: null });
  });

  it('knows all since its first cycle began once it has come through', () => {
    expect(after(halfway, through)).toMatchObject({ cursor: '', knownSince: at(0).toISOString() });
  });

  it('vouches for the last whole cycle while the next is under way', () => {
    expect(after(halfway, through, halfway)).toMatchObject({ knownSince: at(0).toISOString() });
    expect(after(halfway, through, halfway, through)).toMatchObject({ knownSince: at(2).toISOString() });
  });

  it('vouches for each sync that comes through by itself', () => {
    expect(after(through, through, through)).toMatchObject({ knownSince: at(2).toISOString() });
  });

  it('goes through once more for objects that were left, passing over the others', () => {
    const rotation = after({ ...through, left: true });
    expect(rotation).toMatchObject({ cursor: '', first: true, knownSince: null });
    expect(next(rotation, through, 3)).toMatchObject({
      first: false,
      knownSince: at(0).toISOString(),
    });
  });

  it('does not vouch for objects that were left or refused until a cycle without such', () => {
    for (const flaw of [{ left: true }, { refused: true }]) {
      const flawed = after(through, { ...halfway, ...flaw });
      expect(flawed.knownSince).toBeNull();
      const ended = next(flawed, through, 2);
      expect(ended.knownSince).toBeNull();
      expect(next(ended, through, 3).knownSince).toBe(at(3).toISOString());
    }
  });

  it('goes on for the others when the first cycle met refusals', () => {
    expect(after({ ...through, refused: true })).toMatchObject({ first: false, knownSince: null });
  });

  it('never vouches for a time after its last whole cycle began', () => {
    const progress = fc.record({
      cursor: fc.constant('m'),
      reachedEnd: fc.boolean(),
      left: fc.boolean(),
      refused: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(progress), (syncs) => {
        let rotation = newRotation(at(0), { first: true });
        for (const [hour, sync] of syncs.entries()) {
          const { cycleStart } = goingOn(rotation, at(hour));
          rotation = next(rotation, sync, hour);
          if (rotation.knownSince !== null) expect(rotation.knownSince <= cycleStart).toBe(true);
        }
      }),
    );
  });
});
