/** F10: what became of the margins of goals since a baseline was taken. */
import { describe, expect, it } from 'vitest'
import { changesSince } from '../../../src/explore/baseline/changes.ts'
import type { GoalMargins, SeedMargin } from '../../../src/explore/baseline/margins.ts'

const seeds = Array.from({ length: 20 }, (_, i) => `${i + 1}`)
const margins = (by: (nth: number) => SeedMargin): SeedMargin[] => seeds.map((_, i) => by(i))
const of = (...goals: GoalMargins[]) => ({ seeds, goals })
const ms = (by: (nth: number) => SeedMargin, goal = 'p99'): GoalMargins => ({
  goal,
  unit: 'ms',
  margins: margins(by),
})
const scattered = (nth: number): number => 100 + ((nth * 7919) % 37)

describe('F10 the changes since a baseline', () => {
  it('are none where nothing has changed', () => {
    const [change] = changesSince(of(ms(scattered)), of(ms(scattered)))
    expect(change).toMatchObject({ is: 'same', worseIn: 0, betterIn: 0, of: 20 })
    expect(change.before).toBe(change.now)
  })

  it('are worse or better where pairs say so, however far seeds lie apart', () => {
    const slower = of(ms(nth => scattered(nth) - 1 - nth / 10))
    const [worse] = changesSince(of(ms(scattered)), slower)
    expect(worse).toMatchObject({ is: 'worse', worseIn: 20, worstSeed: '20', chance: 2 ** -20 })
    const [better] = changesSince(slower, of(ms(scattered)))
    expect(better).toMatchObject({ is: 'better', betterIn: 20, worstSeed: undefined })
  })

  it('are unclear where chance falls so often', () => {
    const shaken = of(ms(nth => scattered(nth) + (nth % 2 === 0 ? -3 : 2.5)))
    const [change] = changesSince(of(ms(scattered)), shaken)
    expect(change).toMatchObject({ is: 'unclear', worseIn: 10, betterIn: 10 })
    expect(change.chance).toBeGreaterThan(0.1)
  })

  it('ask more of each goal the more there are', () => {
    const before = Array.from({ length: 20 }, (_, i) => ms(scattered, `goal ${i}`))
    // Seven pairs to one side: 1 in 128 by chance, which of one goal alone tells.
    const seven = (nth: number): number => scattered(nth) - (nth < 7 ? 1 : 0)
    const now = before.map((each, i) => (i === 0 ? ms(seven, each.goal) : each))
    expect(changesSince(of(before[0]), of(now[0]))[0].is).toBe('worse')
    expect(changesSince(of(...before), of(...now))[0].is).toBe('unclear')
  })

  it('count what broke without a number as worse than any number', () => {
    const recovers = ms(nth => (nth < 10 ? 'broken' : scattered(nth)))
    expect(changesSince(of(ms(scattered)), of(recovers))[0]).toMatchObject({
      is: 'worse',
      worseIn: 10,
    })
    expect(changesSince(of(recovers), of(ms(() => 'held')))[0]).toMatchObject({
      is: 'better',
      betterIn: 20,
    })
  })

  it('tell what can be judged no more, what is new, and what is asked no more', () => {
    const silent = ms(nth => (nth === 3 ? 'unknown' : scattered(nth)))
    expect(changesSince(of(ms(scattered)), of(silent))[0]).toMatchObject({ is: 'lost', lostIn: 1 })
    const told = changesSince(of(ms(scattered, 'a')), of(ms(scattered, 'b')))
    expect(told.map(({ goal, is }) => `${goal} ${is}`)).toEqual(['b new', 'a gone'])
    expect(changesSince(of(silent), of(ms(scattered)))[0]).toMatchObject({ is: 'same', of: 19 })
  })
})
