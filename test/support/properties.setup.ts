import fc from 'fast-check';

/**
 * Properties run from one seed, so that a change and not chance decides a run; `KNOWN_GOOD_SEED` sets another, as
 * a nightly run does. A failing property prints its seed and path besides.
 */
fc.configureGlobal({ seed: Number(process.env['KNOWN_GOOD_SEED'] ?? 20_261_124) });
