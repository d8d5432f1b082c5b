export { playAttack, type AttackOptions, type Injected } from './attack/play-attack.js';
export type { GraphRequest, GraphResponse, Handler, Wrapper } from './graph/message.js';
export { startSimulator, type Simulator, type SimulatorOptions } from './simulator.js';
