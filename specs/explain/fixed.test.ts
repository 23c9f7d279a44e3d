/** D9: a recovery is explained from its moment on, also by runs in which nothing has ended then. */
import { explain, goal, simulate, slow } from 'gameday'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { basic } from './support/outages.ts'

const patient = basic({ timeout: '10s' }, { concurrency: 1, time: '15ms' })
const slowly = slow('db', { by: '30ms' }).at('10s').for('10s')
const run = simulate(patient, { for: '1m', faults: [slowly] })

describe('D9 a recovery that fails', () => {
  it('is explained where it counts from the end of a fault, which the calm run has not', () => {
    const found = explain(run, goal.recovers('1s', { after: slowly }))
    expect(found?.diagnosis).toMatchObject({ faults: [slowly], guilt: 'needed' })
    expect(found?.diagnosis.instead[0]).toMatchObject({ holds: true })
  })

  it('tells so in its message', () => {
    expect(() => expect(run).toRecoverWithin('1s', { after: slowly })).toThrow(
      /basic: recovered [^]+Why[^]+without that fault, same seed: well at once/,
    )
  })

  it('is missed from its moment on, by those that it is about', () => {
    const late = goal.recovers('1s', { of: goal.latency('p99', '100ms') })
    // The first of them are the first hundredth, which says nothing.
    expect(explain(run, late)?.diagnosis.spell.fromMs).toBe(20_250)
  })
})
