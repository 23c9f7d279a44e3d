/**
 * Systems drawn at random, with faults that overlap: whatever happens in them, nothing is lost,
 * nothing is counted twice, and what has nothing to do with it stays as it was.
 */
import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { clients, type Run, service, simulate, store, systemFrom, work, call } from 'gameday'
import { type Drawn, drawnSystems, LOAD_MS } from './support/random-systems.ts'
import { breachesOf } from './support/accounts.ts'

/**
 * Forty systems, always the same. A breach is told as it was found, within a second; without
 * `endOnFailure` the system is made as small as it can be, which takes a minute.
 */
const FIXED = { seed: 2026, numRuns: 40, endOnFailure: true } as const

/** No drawn system takes a tenth of this; one that does is an endless loop. */
const EVENT_LIMIT = 5_000_000

const play = ({ system, faults }: Drawn, trace = false): Run =>
  simulate(system, { for: LOAD_MS, faults, trace, eventLimit: EVENT_LIMIT, strict: false })

function holds(claim: (drawn: Drawn) => void): void {
  const property = fc.property(drawnSystems, drawn => {
    claim(drawn)
  })
  fc.assert(property, FIXED)
}

/** Clients, a service and a store that know nobody of the others. */
const strangers = {
  aside: clients({ rate: '50/s', call: 'bystander', timeout: '100ms' }),
  bystander: service({
    concurrency: 2,
    queue: 3,
    errorRate: '10%',
    handle: [work('9ms'), call('zcellar', { timeout: '20ms', retry: { attempts: 2 } })],
  }),
  zcellar: store({ time: '15ms' }),
}

/** All numbers of a run, by component and call. */
const numbersOf = ({ recording }: Run): Map<string, string> =>
  new Map(
    [...recording.components, ...recording.calls].map(([name, m]) => [name, JSON.stringify(m)]),
  )

describe('in any system, with any faults', () => {
  it('the accounts are in order', () => {
    holds(drawn => expect(breachesOf(play(drawn), drawn)).toEqual([]))
  })

  it('the same seed tells the same story, byte for byte', () => {
    holds(drawn => expect(play(drawn).digest).toBe(play(drawn).digest))
  })

  it('played once more in detail, it is the same, and by completion as many as by arrival', () => {
    holds(drawn => {
      const run = play(drawn)
      expect(run.recording.detail?.().digest()).toBe(run.digest)
      const all = `${run.times()}`
      const ways = ['ok', 'degraded', 'error', 'timeout', 'rejected', 'incorrect'] as const
      const ended = run.times({ ended: [...ways, 'cancelled'], by: 'completion' })
      expect(`${ended}`).toBe(all)
      const apart = ways.map(way => run.times({ ended: way }).count)
      const { outcomes } = run.requests()
      expect(apart).toEqual(ways.map(way => outcomes[way]))
    })
  })

  it('the order in which parts and faults were written down does not matter', () => {
    holds(drawn => {
      const { name, parts, options } = drawn.system.toJSON()
      const backwards = Object.fromEntries(Object.entries(parts).toReversed())
      const system = systemFrom({ name, parts: backwards, options })
      const other = play({ system, faults: drawn.faults.toReversed() })
      expect(other.digest).toBe(play(drawn).digest)
    })
  })

  it('components that have nothing to do with it change no number', () => {
    holds(drawn => {
      const { name, parts, options } = drawn.system.toJSON()
      const wider = systemFrom({ name, parts: { ...parts, ...strangers }, options })
      const alone = numbersOf(play(drawn))
      const beside = numbersOf(play({ ...drawn, system: wider }))
      expect([...alone].filter(([name, numbers]) => beside.get(name) !== numbers)).toEqual([])
    })
  })

  it('being traced changes no number', () => {
    holds(drawn => expect(numbersOf(play(drawn, true))).toEqual(numbersOf(play(drawn))))
  })
})
