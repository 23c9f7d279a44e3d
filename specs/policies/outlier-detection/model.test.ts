/** E7 outlier ejection: whatever hosts answer, the detector does as the reference does. */
import * as fc from 'fast-check'
import { OutlierDetector, type OutlierOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { ReferenceDetector } from './reference-detector.ts'

type Step =
  | { readonly do: 'answer'; readonly host: number; readonly good: number; readonly count: number }
  | { readonly do: 'sweep'; readonly after: number }

const options: fc.Arbitrary<OutlierOptions> = fc.record({
  consecutive: fc.integer({ min: 1, max: 6 }),
  interval: fc.constantFrom(10, 100),
  base: fc.constantFrom(5, 100, 250),
  cap: fc.constantFrom(250, 600, 1_000),
  most: fc.constantFrom(0.01, 0.2, 0.5, 1),
  alwaysEjectOneHost: fc.boolean(),
  deviations: fc.constantFrom(0, 1, 1.9),
  minimumHosts: fc.integer({ min: 2, max: 5 }),
  minimumRequests: fc.integer({ min: 1, max: 8 }),
})

/** A burst of answers of one host: `good` of four are well on average, in a fixed pattern. */
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      host: fc.nat({ max: 7 }),
      good: fc.nat({ max: 4 }),
      count: fc.integer({ min: 1, max: 12 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, 1, 10, 100, 400).map((after): Step => ({ do: 'sweep', after })),
  },
)

/** What came of one life of some hosts; both have said the same all along. */
function lifeOf(options: OutlierOptions, hosts: number, steps: readonly Step[]): string {
  const changes: string[] = []
  const detector = new OutlierDetector(options, {
    hosts,
    onChange: ({ is, because }) => changes.push(`${is}: ${because}`),
  })
  const reference = new ReferenceDetector(options, hosts)
  const [said, wanted]: [boolean[][], boolean[][]] = [[], []]
  const all = Array.from({ length: hosts }, (_, host) => host)
  let now = 0
  for (const step of steps) {
    if (step.do === 'sweep') {
      now += step.after
      detector.sweep(now)
      reference.sweep(now)
    } else {
      const host = step.host % hosts
      for (let i = 0; i < step.count; i++) {
        now += 0.25
        detector.record(host, i % 4 < step.good, now)
        reference.record(host, i % 4 < step.good, now)
      }
    }
    said.push(all.map(host => detector.isEjected(host)))
    wanted.push(all.map(host => reference.isEjected(host)))
  }
  expect(said).toEqual(wanted)
  return changes.join('\n')
}

describe('E7 an outlier detector', () => {
  it('agrees with the reference in 1,500 random lives, in which everything happens', () => {
    const lives: string[] = []
    const steps = fc.array(step, { maxLength: 80, size: 'max' })
    fc.assert(
      fc.property(options, fc.integer({ min: 1, max: 8 }), steps, (options, hosts, steps) => {
        lives.push(lifeOf(options, hosts, steps))
      }),
      { seed: 20_261_123, numRuns: 1_500 },
    )
    expect(lives.length).toBe(1_500)
    const livesWith = (what: string): number => lives.filter(life => life.includes(what)).length
    expect(livesWith('in a row')).toBeGreaterThan(500)
    expect(livesWith('success rate')).toBeGreaterThan(200)
    expect(livesWith('returned')).toBeGreaterThan(300)
  })
})
