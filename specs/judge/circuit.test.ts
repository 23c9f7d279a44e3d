/** Did the breaker open? Judged of one that opens 90 ms after the fault, and of one that rests. */
import { call, clients, crash, service, simulate, steps, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { judgeCircuit } from '../../src/judge/circuit.ts'
import { broken, healthy, nobodyComes, outage, quietEnd } from './support/outage.ts'

describe('a circuit breaker', () => {
  it('opened within a second of the fault, at the tenth error', () => {
    expect(judgeCircuit(broken, 'web->db', { withinMs: 1_000 })).toMatchObject({
      is: 'held',
      evidence: {
        rules: [{ consecutive: 10, openFor: 5_000 }],
        origin: { is: 'fault', atMs: 2_000 },
        openedMs: 2_090,
        attempts: { issued: 500, outcomes: { ok: 490, error: 10 } },
        firstFailedMs: 2_000,
        transitions: [
          { at: 2_090, from: 'closed', to: 'open' },
          { at: 7_090, from: 'open', to: 'half-open' },
          { at: 7_100, from: 'half-open', to: 'closed' },
        ],
      },
    })
  })

  it('opened just in time, or just too late', () => {
    expect(judgeCircuit(broken, 'web->db', { withinMs: 90 }).is).toBe('held')
    expect(judgeCircuit(broken, 'web->db', { withinMs: 89 }).is).toBe('broken')
  })

  it('did not open in a window before', () => {
    expect(judgeCircuit(broken, 'web->db', { between: ['0s', '2s'] }).is).toBe('broken')
  })

  it('is unknown where it stood open already: it could neither open nor stay closed', () => {
    expect(judgeCircuit(broken, 'web->db', { after: outage })).toEqual({
      is: 'unknown',
      reason: 'the breaker of web->db stood open already when that part of the run began',
    })
  })

  it('counts from the start of a run that had no fault', () => {
    expect(judgeCircuit(healthy, 'web->db', { withinMs: 1_000 })).toMatchObject({
      is: 'broken',
      evidence: { origin: { is: 'run', atMs: 0 }, openedMs: undefined, firstFailedMs: undefined },
    })
  })

  it('is unknown where nothing was called', () => {
    expect(judgeCircuit(quietEnd, 'web->db', { between: nobodyComes })).toEqual({
      is: 'unknown',
      reason: 'no call web->db was made in that part of the run',
    })
  })

  it('is unknown where nothing was called in time: it could neither open nor stay closed', () => {
    const declared = system('early', {
      early: clients({ load: steps([{ rate: '20/s', for: '10s' }, { rate: '0/s' }]), call: 'web' }),
      others: clients({ rate: '20/s', call: 'shop' }),
      web: service({ handle: call('db', { breaker: { consecutive: 3, openFor: '1s' } }) }),
      db: store({ time: '1ms' }),
      shop: store({ time: '1ms' }),
    })
    const run = simulate(declared, { for: '30s', faults: [crash('shop').at('20s').for('5s')] })
    expect(judgeCircuit(run, 'web->db', { withinMs: 5_000 })).toEqual({
      is: 'unknown',
      reason: 'no call web->db was made within 5s',
    })
    expect(judgeCircuit(run, 'web->db', { between: ['0s', '10s'] }).is).toBe('broken')
  })

  it('cannot be asked of a call without one', () => {
    const asked = () => judgeCircuit(broken, 'shoppers->web')
    expect(asked).toThrow('the call "shoppers->web" has no circuit breaker that could open')
    expect(asked).toThrow("call('web', { breaker: { consecutive: 5, openFor: '5s' } })")
    expect(asked).toThrow('or write one of "web->db"')
    expect(() => judgeCircuit(broken, 'web->dbb')).toThrow('did you mean "web->db"?')
  })
})
