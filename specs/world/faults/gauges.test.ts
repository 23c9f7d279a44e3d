/** C11: what conditions measure, against the same counted by hand from all that happened. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shareOf } from '../../../src/kernel/percentile.ts'
import { TimeGrid } from '../../../src/record/grid.ts'
import { Levels } from '../../../src/record/levels.ts'
import { Outcome } from '../../../src/record/outcome.ts'
import { PageStore } from '../../../src/record/page-store.ts'
import { SlidingTimes, SlidingUse } from '../../../src/world/faults/gauges-of-time.ts'
import { SlidingCounts } from '../../../src/world/faults/gauges.ts'

const EVERY = 100

type Event = { readonly at: number; readonly outcome: Outcome; readonly ms: number }

const events = fc
  .array(
    fc.record({
      at: fc.integer({ min: 0, max: 3_000 }),
      outcome: fc.constantFrom(...Object.values(Outcome)),
      ms: fc.constantFrom(0, 1, 17.5, 250, 250, 9_999),
    }),
    { maxLength: 60 },
  )
  .map(all => all.sort((a, b) => a.at - b.at))

const windowMs = fc.integer({ min: 1, max: 12 }).map(steps => steps * EVERY)

/** Tells a gauge of every event, and looks at 0, 100, … 3100 ms, before what happens then. */
function watched(
  all: readonly Event[],
  gauge: { turn(now: number): void },
  tell: (event: Event) => void,
  look: (now: number) => void,
): void {
  let next = 0
  for (let now = 0; now <= 3_100; now += EVERY) {
    for (; next < all.length && all[next].at < now; next++) tell(all[next])
    gauge.turn(now)
    look(now)
  }
}

const inWindow = (all: readonly Event[], now: number, overMs: number): Event[] =>
  all.filter(({ at }) => at >= now - overMs && at < now)

describe('C11: counts in a window that slides', () => {
  it('are those of the events in it, exactly, at every look', () => {
    fc.assert(
      fc.property(events, windowMs, (all, overMs) => {
        const gauge = new SlidingCounts({ overMs, everyMs: EVERY })
        const tell = ({ outcome }: Event): void => {
          gauge.began()
          gauge.ended(outcome)
        }
        watched(all, gauge, tell, now => {
          const ended = inWindow(all, now, overMs).filter(e => e.outcome !== Outcome.Cancelled)
          const failed = ended.filter(e => e.outcome > Outcome.Degraded)
          const late = ended.filter(e => e.outcome === Outcome.Timeout)
          const share = (of: Event[]) => (ended.length === 0 ? undefined : of.length / ended.length)
          expect([gauge.errorRate, gauge.timeoutRate]).toEqual([share(failed), share(late)])
          const lengthMs = Math.min(now, overMs)
          const begun = inWindow(all, now, overMs).length
          expect(gauge.rate).toEqual(now === 0 ? undefined : begun / lengthMs)
        })
      }),
      { seed: 1, numRuns: 200 },
    )
  })

  it('are of a whole number of looks, rounded up', () => {
    const gauge = new SlidingCounts({ overMs: 101, everyMs: EVERY })
    gauge.turn()
    gauge.ended(Outcome.Error)
    const rates = [0, 1, 2].map(() => {
      gauge.turn()
      return gauge.errorRate
    })
    expect(rates).toEqual([1, 1, undefined])
  })
})

describe('C11: a percentile of times in a window that slides', () => {
  it('is that of nearest rank, within 0.4 %', () => {
    fc.assert(
      fc.property(events, windowMs, fc.constantFrom('p50', 'p90', 'p99'), (all, overMs, p) => {
        const gauge = new SlidingTimes({ overMs, everyMs: EVERY })
        watched(
          all,
          gauge,
          ({ ms }) => gauge.took(ms),
          now => {
            const values = inWindow(all, now, overMs)
              .map(({ ms }) => ms)
              .sort((a, b) => a - b)
            const rank = Math.max(1, Math.ceil(shareOf(p) * values.length))
            const exact = values[rank - 1]
            const measured = gauge.quantile(shareOf(p))
            const isNear = Math.abs((measured ?? NaN) - exact) <= exact / 256
            expect(isNear || (exact ?? measured) === undefined).toBe(true)
          },
        )
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})

describe('C11: the use of slots in a window that slides', () => {
  it('is the mean of the level, whatever the slots of the recording', () => {
    fc.assert(
      fc.property(events, windowMs, (all, overMs) => {
        const levels = new Levels(new TimeGrid(3_200, 70), new PageStore())
        const gauge = new SlidingUse(levels, { now: 10 }, { overMs, everyMs: EVERY })
        watched(
          all,
          gauge,
          ({ at }) => levels.add({ now: at }, 1, 0, 1),
          now => {
            const from = Math.max(0, now - overMs)
            const area = all
              .filter(({ at }) => at < now)
              .reduce((sum, { at }) => sum + now - Math.max(at, from), 0)
            const exact = now === 0 ? undefined : area / (now - from) / 10
            const isSame = Math.abs((gauge.share ?? NaN) - (exact ?? NaN)) < 1e-9
            expect(isSame || (exact ?? gauge.share) === undefined).toBe(true)
          },
        )
      }),
      { seed: 1, numRuns: 200 },
    )
  })
})
