/** The line of those that wait: who is next, who goes, checked against a plain sorted list. */
import * as fc from 'fast-check'
import { lineSettings, type LineSettings, WaitingLine } from 'gameday/policies'
import { describe, expect, it } from 'vitest'
import { Job } from './job.ts'

type Step =
  | { readonly do: 'come'; readonly priority: number; readonly dice: number }
  | { readonly do: 'serve' }
  | { readonly do: 'leave'; readonly which: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('come' as const),
      priority: fc.integer({ min: 0, max: 9 }),
      dice: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    }),
  },
  { weight: 3, arbitrary: fc.constant<Step>({ do: 'serve' }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat({ max: 20 }) }),
  },
)

const settings: fc.Arbitrary<LineSettings> = fc.record({
  order: fc.constantFrom('fifo', 'lifo', 'priority'),
  evict: fc.constantFrom('newest', 'oldest', 'random', 'leastImportant'),
  within: fc.constantFrom('oldest', 'newest'),
  displaceEquals: fc.boolean(),
})

const bound = 6

/** The same line as one array in order of arrival, sorted anew for each question. */
class Reference {
  readonly waiting: Job[] = []

  constructor(readonly settings: LineSettings) {}

  next(): Job | undefined {
    const { order } = this.settings
    if (order === 'fifo') return this.waiting[0]
    if (order === 'lifo') return this.waiting.at(-1)
    return this.waiting.toSorted((a, b) => a.priority - b.priority)[0]
  }

  victim(newcomer: Job, dice: number): Job {
    const { evict, within, displaceEquals } = this.settings
    const all = [...this.waiting, newcomer]
    if (evict === 'newest') return newcomer
    if (evict === 'oldest') return all[0]
    if (evict === 'random') {
      const byPriority = this.waiting.toSorted((a, b) => a.priority - b.priority)
      return [...byPriority, newcomer][Math.floor(dice * all.length)]
    }
    const worst = Math.max(...all.map(job => job.priority))
    const candidates = all.filter(job => job.priority === worst)
    if (candidates.includes(newcomer) && !displaceEquals) return newcomer
    return within === 'oldest' ? candidates[0] : (candidates.at(-1) as Job)
  }

  remove(job: Job): void {
    this.waiting.splice(this.waiting.indexOf(job), 1)
  }
}

function come(line: WaitingLine<Job>, reference: Reference, job: Job, dice: number): void {
  if (line.length < bound) {
    line.add(job)
    reference.waiting.push(job)
    return
  }
  const victim = line.victim(job, () => dice)
  expect(victim).toBe(reference.victim(job, dice))
  if (victim === job) return
  line.remove(victim)
  reference.remove(victim)
  line.add(job)
  reference.waiting.push(job)
}

function serve(line: WaitingLine<Job>, reference: Reference): void {
  const next = reference.next()
  expect(line.shift()).toBe(next ?? null)
  if (next !== undefined) reference.remove(next)
}

function live(step: Step, line: WaitingLine<Job>, reference: Reference, id: number): void {
  if (step.do === 'come') come(line, reference, new Job(id, step.priority), step.dice)
  else if (step.do === 'serve') serve(line, reference)
  else {
    const leaver = reference.waiting[step.which]
    if (leaver === undefined) return
    line.remove(leaver)
    reference.remove(leaver)
  }
}

describe('a line (E5)', () => {
  it('serves and evicts as a sorted list would, over 2,000 random lives', () => {
    fc.assert(
      fc.property(settings, fc.array(step, { maxLength: 80, size: 'max' }), (settings, steps) => {
        const line = new WaitingLine<Job>(settings)
        const reference = new Reference(settings)
        for (const [id, step] of steps.entries()) {
          live(step, line, reference, id)
          expect(line.length).toBe(reference.waiting.length)
        }
      }),
      { seed: 20_261_201, numRuns: 2_000 },
    )
  })

  it.each([
    ['fifo', 4, 4],
    ['lifo', 0, 0],
    ['priority', 1, 3],
  ] as const)(
    'by %s, has %d before an urgent newcomer and %d before a usual one',
    (order, a, b) => {
      const line = new WaitingLine<Job>(lineSettings({ order }))
      for (const priority of [9, 5, 0, 5]) line.add(new Job(0, priority))
      expect([line.ahead(0), line.ahead(5)]).toEqual([a, b])
    },
  )

  it('gives each the same chance of a random eviction, the newcomer included', () => {
    const line = new WaitingLine<Job>(lineSettings({ evict: 'random' }))
    const jobs = [9, 0, 5, 5].map((priority, id) => new Job(id, priority))
    for (const job of jobs) line.add(job)
    const newcomer = new Job(4, 0)
    const gone = [0, 0.2, 0.4, 0.6, 0.8].map(dice => line.victim(newcomer, () => dice).id)
    expect(gone.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4])
  })
})
