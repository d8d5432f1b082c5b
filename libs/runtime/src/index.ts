export { systemClock, type Clock } from './clock.js';
export { VirtualClock } from './virtual-clock.js';
export { countedIds, randomIds, type Ids } from './ids.js';
export { seededRandom, systemRandom, type Random } from './random.js';
