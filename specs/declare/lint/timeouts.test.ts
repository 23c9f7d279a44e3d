/** Rules about time-outs: a wrong declaration of each, and its twin that is well. */
import { call, clients, lint, service, simulate, store, system } from 'gameday'
import { describe, expect, it } from 'vitest'
import { fixes, told, warned, withCall } from './support/told.ts'

describe('timeout-over-deadline', () => {
  it('tells of an attempt that may take longer than the whole call', () => {
    expect(told({ timeout: '1s', deadline: '500ms' })).toEqual([
      'timeout-over-deadline api->db: an attempt may take 1s, but the deadline is 500ms',
    ])
    expect(told({ timeout: '400ms', deadline: '500ms' })).toEqual([])
  })

  it('tells of that in every layer of policies, also in the one that a hedge makes', () => {
    const warning =
      'timeout-over-deadline api->db: an attempt may take 1s, but the deadline is 500ms'
    expect(told({ hedge: { after: '50ms' }, timeout: '1s', deadline: '500ms' })).toEqual([warning])
    expect(
      told({ policies: [{ deadline: '500ms' }, { hedge: { after: 0 } }, { timeout: '1s' }] }),
    ).toEqual([warning])
  })
})

/** Two time-outs, one behind the other; before the second comes some work of another store. */
const inRow = (outer: '500ms', inner: '400ms' | '600ms') =>
  system('row', {
    users: clients({ rate: '10/s', call: call('web', { timeout: outer }) }),
    web: service({ handle: [call('stock', { timeout: '300ms' }), call('db', { timeout: inner })] }),
    stock: store({ time: '50ms' }),
    db: store({ time: '5ms' }),
  })

describe('timeout-over-caller', () => {
  it('tells of a time-out above that of the caller’s own caller', () => {
    expect(warned(inRow('500ms', '600ms'))).toEqual([
      'timeout-over-caller web->db: an attempt may take 600ms, but what is left of the time-out ' +
        'of users->web is 450ms',
    ])
    expect(fixes(inRow('500ms', '600ms'))).toEqual(['write a timeout under 450ms, or leave it out'])
    expect(warned(inRow('500ms', '400ms'))).toEqual([])
  })

  it('tells of one above the time-out of clients', () => {
    expect(told({ timeout: '3s' })).toEqual([
      'timeout-over-caller api->db: an attempt may take 3s, but the client’s time-out is 2s',
    ])
  })

  it('goes by the most patient of several callers, and by none for the work of a circle', () => {
    const shared = system('shared', {
      hasty: clients({ rate: '1/s', call: 'web', timeout: '200ms' }),
      patient: clients({ rate: '1/s', call: 'web', timeout: '5s' }),
      web: service({ handle: call('db', { timeout: '1s' }) }),
      db: store({ time: '5ms' }),
    })
    expect(warned(shared)).toEqual([])
    const ring = system(
      'ring',
      {
        users: clients({ rate: '1/s', call: 'a' }),
        a: service({ handle: call('b', { timeout: '1s', deadline: '500ms' }) }),
        b: service({ handle: call('a') }),
      },
      { cycles: 'allowed' },
    )
    expect(ring.warnings.map(({ rule, at }) => `${rule} ${at}`)).toEqual([
      'timeout-over-deadline a->b',
    ])
  })
})

describe('callee-over-timeout', () => {
  const asking = (timeout: '100ms' | '200ms') =>
    system(
      'far',
      {
        users: clients({ rate: '10/s', arrivals: 'steady', call: 'web' }),
        web: service({ handle: call('db', { timeout }) }),
        db: store({ time: '90ms' }),
      },
      { network: { 'web->db': '10ms' } },
    )

  it('tells of a callee that never answers in time, the way included', () => {
    expect(warned(asking('100ms'))).toEqual([
      'callee-over-timeout web->db: db takes 110ms at the least, but the time-out is 100ms: no ' +
        'call succeeds',
    ])
    expect(warned(asking('200ms'))).toEqual([])
  })

  it('is true in a run', () => {
    expect(simulate(asking('100ms'), { for: '10s' }).on('web->db').outcomes.ok).toBe(0)
    expect(simulate(asking('200ms'), { for: '10s' }).availability()).toBe(1)
  })
})

describe('call-without-timeout', () => {
  it('is advice, told once for each caller, with a time-out from what the callee takes', () => {
    expect(withCall({}).warnings).toEqual([])
    expect(lint(withCall({}))).toEqual([
      {
        rule: 'call-without-timeout',
        level: 'advice',
        at: 'api',
        what: 'its call waits without any time limit: db',
        fix: "write one, as in call('db', { timeout: '50ms' })",
      },
    ])
    expect(lint(withCall({ timeout: '50ms' }))).toEqual([])
    expect(lint(withCall({ deadline: '50ms' }))).toEqual([])
  })
})
