import fc from 'fast-check';

/**
 * Properties run from one seed, so that a change and not chance decides a run; `KNOWN_GOOD_SEED` sets another, as
 * a nightly run does. A failing property prints its seed and path besides. `KNOWN_GOOD_RUNS` sets how many inputs each
 * property is tried with, as `npm run test:fuzz` does; 100 where neither it nor the property says another number.
 */
const runs = process.env['KNOWN_GOOD_RUNS'];
fc.configureGlobal({
  seed: Number(process.env['KNOWN_GOOD_SEED'] ?? 20_261_124),
  ...(runs !== undefined && { numRuns: Number(runs) }),
});
