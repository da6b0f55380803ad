import fc from 'fast-check';

/**
 * Laws look at the same cases each time, so that a change that breaks nothing never fails. `FLEETLIFT_SEED=random` looks at
 * others; a seed that found something is told by the failure and can be given here.
 */
const given = process.env.FLEETLIFT_SEED ?? '20261125';
if (given !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(given) });
