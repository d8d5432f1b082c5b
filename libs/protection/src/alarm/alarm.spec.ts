import { describe, it } from '@jest/globals';
import { specificationOf } from '../decider-specification.contract.js';
import { alarmDecider, type AlarmCommand, type AlarmEvent } from './alarm.js';

const { given } = specificationOf(alarmDecider);
const names = { alarmId: 'a1', tenantId: 't1', reportId: 'd1' };
const take = (workerId: string, takeOverFrom?: string | null): AlarmCommand => ({
  type: 'TakeAlarm',
  ...names,
  workerId,
  ...(takeOverFrom !== undefined && { takeOverFrom }),
});
const taken = (workerId: string): AlarmEvent => ({ type: 'AlarmTaken', data: { ...names, workerId } });
const deliver = (workerId: string, destination = 'soc'): AlarmCommand => ({
  type: 'RecordDelivery',
  workerId,
  destination,
  attempts: 2,
});
const delivered: AlarmEvent = {
  type: 'AlarmDelivered',
  data: { reportId: 'd1', destination: 'soc', attempts: 2 },
};
const giveUp: AlarmCommand = {
  type: 'GiveUpDelivery',
  workerId: 'w1',
  destination: 'soc',
  attempts: 10,
  code: 'timeout',
};
const settle: AlarmCommand = { type: 'SettleAlarm', workerId: 'w1' };
const settled: AlarmEvent = { type: 'AlarmSettled', data: { reportId: 'd1' } };

describe('an alarm', () => {
  it('is told by one worker at a time', () => {
    given().when(take('w1', null)).then(taken('w1'));
    given(taken('w1')).when(take('w2', 'w1')).then(taken('w2'));
    given(taken('w1')).when(take('w2', null)).thenRefused('NoLongerOwner');
    given(taken('w1'), taken('w2')).when(deliver('w1')).thenRefused('NoLongerOwner');
    given().when(deliver('w1')).thenRefused('NoLongerOwner');
  });

  it('is told to each destination once, or given up', () => {
    given(taken('w1')).when(deliver('w1')).then(delivered);
    given(taken('w1'), delivered).when(deliver('w1')).thenNothing();
    given(taken('w1'), delivered).when(giveUp).thenNothing();
    given(taken('w1'))
      .when(giveUp)
      .then({
        type: 'AlarmNotDelivered',
        data: { reportId: 'd1', destination: 'soc', attempts: 10, code: 'timeout' },
      });
  });

  it('is settled once, and nothing is told after that', () => {
    given(taken('w1'), delivered).when(settle).then(settled);
    given(taken('w1'), settled).when(settle).thenNothing();
    given(taken('w1'), settled).when(take('w2')).thenRefused('OutOfTurn');
    given(taken('w1'), settled).when(deliver('w1', 'other')).thenRefused('OutOfTurn');
  });
});
