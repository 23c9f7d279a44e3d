/** Goals as data: how they print, go to JSON and back, and judge a run with a margin. */
import { crash, goal, goalFrom, type Goal, slow } from 'gameday'
import { describe, expect, it } from 'vitest'
import { broken, healthy } from '../support/outage.ts'

const fault = slow('db', { by: '2s' }).at('1m').for('30s')

const goals: readonly (readonly [Goal, string])[] = [
  [goal.availability('99.9%'), "goal.availability('99.9%')"],
  [goal.availability(0.5, { at: 'db' }), "goal.availability(0.5, { at: 'db' })"],
  [
    goal.latency('p99', '500ms', { class: "o'k", between: ['1s', 5000] }),
    "goal.latency('p99', '500ms', { class: 'o\\'k', between: ['1s', 5000] })",
  ],
  [goal.latency(0.95, 20), 'goal.latency(0.95, 20)'],
  [
    goal.availability('99%', { during: fault }),
    "goal.availability('99%', { during: slow('db', { by: '2s' }).at('1m').for('30s') })",
  ],
  [goal.trips('web->db', { within: '6s' }), "goal.trips('web->db', { within: '6s' })"],
]

describe('a goal', () => {
  it.each(goals)('prints as it was written: %s', (written, text) => {
    expect(String(written)).toBe(text)
  })

  it.each(goals)('comes back from JSON as it was: %s', (written, text) => {
    const back = goalFrom(JSON.parse(JSON.stringify(written)))
    expect(String(back)).toBe(text)
    expect(JSON.stringify(back)).toBe(JSON.stringify(written))
  })

  it('names the matcher that says the same', () => {
    const matchers = goals.map(([each]) => each.toMatcher())
    expect(matchers[0]).toBe("toStayAvailable('99.9%')")
    expect(matchers[3]).toBe('toNotExceedPercentile(0.95, 20)')
    expect(matchers[5]).toBe("toTripCircuit('web->db', { within: '6s' })")
  })

  it('cannot be changed, nor by what it was made of', () => {
    const moments: [string, string] = ['1s', '2s']
    const written = goal.availability('99%', { between: moments as never })
    moments[1] = '9s'
    expect(String(written)).toBe("goal.availability('99%', { between: ['1s', '2s'] })")
    expect(Object.isFrozen(written) && Object.isFrozen(written.data)).toBe(true)
  })

  it('leaves out what was left undefined', () => {
    const written = goal.availability('99%', { at: undefined, between: ['1s', '2s'] })
    expect(String(written)).toBe("goal.availability('99%', { between: ['1s', '2s'] })")
  })

  it('takes another window, and keeps all else', () => {
    const later = goal.latency('p99', '1s', { at: 'db', during: fault }).in({ after: fault })
    const after = "after: slow('db', { by: '2s' }).at('1m').for('30s')"
    expect(String(later)).toBe(`goal.latency('p99', '1s', { at: 'db', ${after} })`)
    expect(later.hasWindow).toBe(true)
  })
})

describe('the margin of a goal', () => {
  it('is the room that is left, in the unit of the limit and as a share of it', () => {
    expect(goal.availability('80%').judge(healthy)).toMatchObject({
      is: 'held',
      margin: { by: expect.closeTo(0.2, 9), unit: 'share', share: expect.closeTo(0.25, 9) },
    })
    expect(goal.latency('p99', '40ms').judge(healthy)).toMatchObject({
      is: 'held',
      margin: { by: 30, unit: 'ms', share: 0.75 },
    })
  })

  it('is what is lacking, below 0, of a goal that is broken', () => {
    const { availability } = broken.requests()
    const verdict = goal.availability('99%').judge(broken)
    expect(verdict).toMatchObject({ is: 'broken', margin: { by: availability! - 0.99 } })
    expect(goal.latency('p99', '8ms').judge(healthy)).toMatchObject({
      is: 'broken',
      margin: { by: -2, share: -0.25 },
    })
  })

  it('is not told where nothing was judged', () => {
    const verdict = goal.availability('99%', { at: 'db', between: ['3s', '5s'] }).judge(broken)
    expect(verdict).toEqual({
      is: 'unknown',
      reason: 'no requests came to db in that part of the run',
    })
  })
})

describe('a goal that cannot be', () => {
  it.each([
    [() => goal.availability(99), 'is no share'],
    [() => goal.availability('0%'), 'served whatever happens'],
    [() => goal.latency('99' as never, '1s'), 'is no percentile'],
    [() => goal.latency('p99', 'soon' as never), 'is no duration'],
    [() => goal.availability('99%', { att: 'db' } as never), 'cannot say "att"'],
    [() => goal.availability('99%', { at: 'a', on: 'a->b' }), 'about one component'],
    [() => goal.availability('99%', { between: ['9s', '3s'] }), 'nothing is between'],
    [() => goal.availability('99%', { during: fault, after: crash('db') }), 'one part of the run'],
    [() => goal.availability('99%', null as never), 'null is no options'],
    [() => goal.recovers('5s', 7 as never), '7 is no options'],
    [() => goal.recovers('5s', { of: null } as never), 'null cannot be asked of each step'],
    [() => goal.blastRadius({ to: 'db' } as never), "write to: ['db']"],
    [() => goal.trips(7 as never), 'is no call'],
    [() => goal.trips('a->b', { withn: '5s' } as never), 'cannot say "withn"'],
    [() => goalFrom({ goal: 'constructor', says: [] } as never), 'no goal of the kind'],
    [() => goalFrom({ goal: 'latency' } as never), 'is no goal'],
    [() => goalFrom(null as never), 'is no goal'],
    [() => goalFrom({ goal: 'availability', says: ['99%', { during: {} }] }), 'is no fault'],
  ])('is refused when it is written: %#', (write, what) => {
    expect(write).toThrow(what)
  })
})

describe('F2: a goal that no run can miss', () => {
  it('is refused, with what to write', () => {
    expect(() => goal.waste('100%')).toThrow(/at most 100% is wasted whatever happens[^]*'5%'/)
    expect(() => goal.correctness(0)).toThrow(/at least 0% is correct whatever happens[^]*'99.9%'/)
    const all = 'at most 100% fail whatever happens'
    expect(() => goal.blastRadius({ share: '100%' })).toThrow(all)
    expect(() => goal.blastRadius({ share: 1, components: 0, below: 0 })).toThrow(all)
    const none = 'no component serves below 0%'
    expect(() => goal.blastRadius({ to: [], below: '0%' })).toThrow(none)
  })

  it('is none where another limit can be missed', () => {
    const both = goal.blastRadius({ share: '100%', to: ['db'] })
    expect(String(both)).toBe("goal.blastRadius({ share: '100%', to: ['db'] })")
    expect(String(goal.blastRadius({ share: '5%', components: 1, below: 0 }))).toContain('below: 0')
    expect(String(goal.waste('99%'))).toBe("goal.waste('99%')")
  })
})
