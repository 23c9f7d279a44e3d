/** C11, C12, C16: faults that begin and end by what is measured, at the very look that shows it. */
import {
  allOf,
  anyOf,
  type Condition,
  crash,
  errors,
  type Fault,
  not,
  queueOf,
  rate,
  simulate,
  slow,
  store,
  system,
  utilisation,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { once } from '../support/story.ts'

/**
 * Ten requests come at 0, 100, … 900 ms, and each takes a second of the one slot. At the looks the
 * queue is: 5 at 600 ms, 9 at 1 s, and from then on one less after every second.
 */
const line = system('line', {
  users: once('db', { rate: '10/s', requests: 10 }),
  db: store({ concurrency: 1, time: '1s' }),
  other: store({ time: '1ms' }),
})
const long = queueOf('db').above(4)

const play = (...faults: Fault<'db' | 'other'>[]) =>
  simulate(line, { for: '20s', faults, strict: false })

const periodsOf = (fault: Fault<'db' | 'other'>): [from: number, until: number][] =>
  play(fault).faults[0].periods.map(({ from, until }) => [from, until])

const late = slow('other', { by: '1ms' })

describe('C11: a fault by a condition', () => {
  it('is in force while the condition holds', () => {
    expect(periodsOf(late.when(long))).toEqual([[600, 5_100]])
  })

  it('begins at a look, before the requests that come at that moment', () => {
    const one = system('one', {
      users: once('db', { rate: '10/s', requests: 3 }),
      db: store({ time: '10ms' }),
    })
    // Requests at 0, 100 and 200 ms: two have begun when it is looked at 200 ms.
    const fault = errors('db').when(rate('db', { over: '200ms' }).above('9/s'))
    const run = simulate(one, { for: '1s', faults: [fault] })
    expect(run.faults[0].periods[0]).toMatchObject({ from: 100, until: 400 })
    expect(run.requests().outcomes).toMatchObject({ ok: 1, error: 2 })
  })

  it('is looked for as often as it is said', () => {
    const fault = late.when(long)
    const run = simulate(line, { for: '20s', faults: [fault], lookEvery: '250ms' })
    expect(run.faults[0].periods).toMatchObject([{ from: 750, until: 5_250 }])
  })

  it('is not looked for before the time it may begin, nor does it outlast its end', () => {
    expect(periodsOf(late.from('2s').when(long))).toEqual([[2_000, 5_100]])
    expect(periodsOf(late.when(long).until('3s'))).toEqual([[600, 3_000]])
    expect(periodsOf(late.from('1s').until('2s').when(long))).toEqual([[1_000, 2_000]])
  })

  it('begins so long after the condition came to hold as it is told', () => {
    expect(periodsOf(late.when(long, { after: '250ms' }))).toEqual([[850, 5_100]])
    expect(periodsOf(late.when(long, { after: '10s', for: '1s' }))).toEqual([[10_600, 11_600]])
  })

  it('does not begin after a delay if it lasts only while the condition holds', () => {
    expect(periodsOf(late.when(long, { after: '10s' }))).toEqual([])
  })

  it('begins again as long as the condition holds, after its cooldown', () => {
    expect(periodsOf(late.when(long).for('2s'))).toEqual([
      [600, 2_600],
      [2_600, 4_600],
      [4_600, 6_600],
    ])
    expect(periodsOf(late.when(long, { for: '1s', cooldown: '1500ms' }))).toEqual([
      [600, 1_600],
      [3_100, 4_100],
    ])
  })

  it('begins once if it is told to', () => {
    expect(periodsOf(late.when(long).for('2s').once())).toEqual([[600, 2_600]])
  })

  it('goes on for ever if it is told to', () => {
    expect(periodsOf(late.when(long).forever())).toEqual([[600, Infinity]])
  })
})

describe('C12: a fault until a condition', () => {
  it('ends at the look that shows it', () => {
    expect(periodsOf(late.from('1s').until(queueOf('db').below(7)))).toEqual([[1_000, 3_100]])
  })

  it('may begin by one condition and end by another, which keeps it from flapping', () => {
    expect(periodsOf(late.when(long).until(queueOf('db').below(3)))).toEqual([[600, 7_100]])
  })

  it('ends by its length, if that comes first', () => {
    const fault = late.from('1s').for('500ms').until(queueOf('db').below(7))
    expect(periodsOf(fault)).toEqual([[1_000, 1_500]])
  })

  it('lasts a look at least, even if the condition held before', () => {
    expect(periodsOf(late.from('1s').until(queueOf('db').above(1)))).toEqual([[1_000, 1_100]])
  })
})

describe('C16: the record of such a fault', () => {
  it('tells when it began and ended, and why', () => {
    const fault = late.when(long)
    const run = play(fault)
    expect(run.facts('fault').map(({ at, is, because }) => [at, is, because])).toEqual([
      [600, 'begin', "queueOf('db') reached 5"],
      [5_100, 'end', "queueOf('db') was down to 4"],
    ])
    expect(run.faults[0]).toMatchObject({ from: 600, until: 5_100, target: 'other' })
  })

  it('tells of the end by length and of the last time it could be in force', () => {
    const ends = (fault: Fault<'db' | 'other'>) =>
      play(fault)
        .facts('fault')
        .filter(({ is }) => is === 'end')
        .map(({ because }) => because)
    expect(ends(late.when(long).for('2s').once())).toEqual(['after 2s'])
    expect(ends(late.when(long).until('3s'))).toEqual(['its time was up'])
    expect(ends(late.when(long, { after: '250ms' }))).toEqual(["queueOf('db') was down to 4"])
  })

  it('has a part of the run of its own, exact at both ends', () => {
    const fault = errors('db').when(long).for('150ms').once()
    const run = play(fault)
    // Requests at 600 and 700 ms, though no slot of the grid ends at 750 ms.
    expect(run.requests({ during: fault })).toMatchObject({ issued: 2, availability: 0 })
    expect(run.requests({ after: fault })).toMatchObject({ issued: 2, availability: 1 })
    expect(run.at('db', { during: fault }).queue).toEqual({ mean: 5, peak: 5 })
  })
})

describe('a condition', () => {
  const beginsAt = (condition: Condition<'db'>): number | undefined =>
    play(late.when(condition).once().forever()).faults[0].periods[0]?.from

  it('compares: above is more than, below is less than', () => {
    expect(beginsAt(queueOf('db').above(5))).toBe(700)
    expect(beginsAt(allOf(queueOf('db').below(5), queueOf('db').above(2)))).toBe(400)
    expect(beginsAt(queueOf('db').below(1))).toBe(0)
  })

  it('combines: all, any, not', () => {
    const [three, five] = [queueOf('db').above(2), queueOf('db').above(4)]
    expect(beginsAt(allOf(three, five))).toBe(600)
    expect(beginsAt(anyOf(three, five))).toBe(400)
    expect(beginsAt(allOf(three, not(queueOf('db').below(6))))).toBe(700)
    expect(beginsAt(not(anyOf(three, queueOf('db').below(2))))).toBe(300)
  })

  it('lasts: it has held at every look for that time', () => {
    expect(beginsAt(long.lasting('1s'))).toBe(1_600)
    expect(beginsAt(long.lasting('4500ms'))).toBeUndefined()
    expect(beginsAt(not(long).lasting('500ms'))).toBe(500)
  })

  it('says of its parts those that decided', () => {
    const why = (condition: Condition<'db'>): string =>
      play(late.when(condition).once().forever()).facts('fault')[0].because
    const busy = utilisation('db', { over: '1s' }).above('90%')
    expect(why(allOf(long, busy))).toBe(
      "queueOf('db') reached 5 and utilisation('db', { over: '1s' }) reached 100%",
    )
    expect(why(anyOf(long, queueOf('db').above(100)))).toBe("queueOf('db') reached 5")
    expect(why(long.lasting('1s'))).toBe("queueOf('db') reached 8, for 1s")
    expect(why(not(queueOf('db').below(3)))).toBe("queueOf('db') was up to 3")
  })
})

describe('several faults by conditions', () => {
  it('look before any of them acts', () => {
    const jammed = system('jammed', {
      users: once('db', { rate: '10/s', requests: 50 }),
      db: store({ concurrency: 1, time: '1s' }),
    })
    // The crash empties the queue at 600 ms; the other fault has seen it full at the same look.
    const first = crash('db').when(queueOf('db').above(4)).for('1s').once()
    const second = slow('db', { by: '1ms' }).when(queueOf('db').above(4)).for('1s').once()
    for (const faults of [
      [first, second],
      [second, first],
    ]) {
      const run = simulate(jammed, { for: '5s', faults })
      expect(run.faults.map(({ from }) => from)).toEqual([600, 600])
    }
  })

  it('cost nothing and change nothing where there are none', () => {
    const calm = simulate(line, { for: '20s' })
    const watched = simulate(line, { for: '20s', faults: [late.when(queueOf('db').above(99))] })
    const numbers = (run: typeof calm) => JSON.stringify(run.series('rate', { at: 'db' }))
    expect(numbers(watched)).toBe(numbers(calm))
    expect(watched.at('db')).toEqual(calm.at('db'))
    expect(watched.recording.events).toBeGreaterThan(calm.recording.events)
  })
})
