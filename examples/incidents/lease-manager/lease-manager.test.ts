/** The outage of EC2 on 20 October 2025: why it stayed, and what ends it. */
import { explain, simulate } from 'gameday'
import { describe, expect, it } from 'vitest'
import { acts, designs, launching, lengths, nameLost, outcome, play, recovery } from './outage.ts'
import { ec2, ENOUGH_HOSTS } from './system.ts'

const MINUTE = 60_000
const since = { between: ['10m', '35m'] } as const

describe('D7 a lease manager after the name is back', () => {
  const run = play()

  it('is well without that fault, with three times the capacity it needs', () => {
    const calm = simulate(ec2(), { for: '35m' })
    expect(launching.judge(calm).is).toBe('held')
    expect(calm.at('manager').utilisation).toBeCloseTo(0.28, 1)
  })

  it('makes no lease in time any more, though nothing is wrong', () => {
    expect(run.availability({ class: 'customers', ...since })).toBeLessThan(0.001)
    expect(run.at('manager', since).utilisation).toBeGreaterThan(0.99)
    const { issued, outcomes } = run.on('droplets->manager.lease', since).attempts
    expect([issued, outcomes.ok]).toEqual([155_827, 49])
  })

  it('D9 is told by its fault and its loop, though the customers never retry', () => {
    const found = explain(run, recovery)?.diagnosis
    expect(found).toMatchObject({
      faults: [nameLost],
      guilt: 'needed',
      mechanism: 'retry loop',
      place: 'droplets->manager.lease',
      isConfirmed: true,
      loop: { component: 'manager', fromMs: 10 * MINUTE },
    })
    expect(found?.loop?.alone).toBeCloseTo(0.31, 2)
    expect(found?.loop?.gain).toBeGreaterThan(5)
    expect(found?.instead.map(({ holds }) => holds)).toEqual([true, true])
  })
})

describe('what was done about it', () => {
  it.each(['restart the hosts', 'throttle incoming work'] as const)('%s: not enough', act => {
    expect(outcome(acts[act])).toMatchObject({ atLast: 0, servedFromMs: undefined })
  })

  it('both together: it heals within ten minutes', () => {
    const { before, atLast, servedFromMs } = outcome(acts['throttle and restart'])
    expect({ before, atLast, servedFromMs }).toEqual({
      before: 0,
      atLast: 1,
      servedFromMs: 27 * MINUTE,
    })
  })

  it.each(['three times the hosts', 'ten times the hosts'] as const)(
    '%s, only then: not enough',
    act => expect(outcome(acts[act]).servedFromMs).toBeUndefined(),
  )
})

describe('what could have been declared before', () => {
  it.each([
    'two times the hosts',
    'three times the hosts',
    'retries with jitter',
    'a queue of 30 a host',
  ] as const)('%s: it collapses as well', design => {
    expect(outcome(designs[design])).toMatchObject({ before: 0, atLast: 0 })
  })

  it.each([
    'four times the hosts',
    'retries that back off',
    'a time-out of 1 min',
    'a queue of 10 a host',
    'none waits over 5 s',
    'deadlines passed on',
  ] as const)('%s: all is well in a minute', design => {
    expect(outcome(designs[design]).servedFromMs).toBeLessThanOrEqual(11 * MINUTE)
  })

  it('as many hosts as arithmetic says, and with a few less it collapses', () => {
    expect(outcome({ design: { hosts: ENOUGH_HOSTS } }).atLast).toBe(1)
    expect(outcome({ design: { hosts: ENOUGH_HOSTS - 3 } }).atLast).toBeLessThan(0.5)
  })

  it('heals where the name is gone for less than a minute', () => {
    expect(outcome(lengths['45 s']).atLast).toBe(1)
    expect(outcome(lengths['1 min']).atLast).toBe(0)
  })
})
