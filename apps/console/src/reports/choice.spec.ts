import { describe, expect, it } from '@jest/globals';
import { NO_CHOICE, toggleLeftOut, toggleTick } from './choice.js';

describe('a choice among the changes of a report', () => {
  it('ticks an object, and takes the tick away', () => {
    const ticked = toggleTick(NO_CHOICE, 'a');
    expect([...ticked.ticked]).toEqual(['a']);
    expect(toggleTick(ticked, 'a')).toEqual(NO_CHOICE);
  });

  it('leaves an object out, and takes it in again', () => {
    const leftOut = toggleLeftOut(NO_CHOICE, 'a');
    expect([...leftOut.leftOut]).toEqual(['a']);
    expect(toggleLeftOut(leftOut, 'a')).toEqual(NO_CHOICE);
  });

  it('never ticks what is left out', () => {
    const both = toggleLeftOut(toggleTick(toggleTick(NO_CHOICE, 'a'), 'b'), 'a');
    expect({ ticked: [...both.ticked], leftOut: [...both.leftOut] }).toEqual({
      ticked: ['b'],
      leftOut: ['a'],
    });
    const again = toggleTick(both, 'a');
    expect({ ticked: [...again.ticked], leftOut: [...again.leftOut] }).toEqual({
      ticked: ['b', 'a'],
      leftOut: [],
    });
  });
});
