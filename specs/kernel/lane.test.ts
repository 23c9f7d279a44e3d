/** Lanes: time-outs of one length, fired as if each stood in the agenda by itself. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Agenda } from '../../src/kernel/agenda.ts'
import { Lane } from '../../src/kernel/lane.ts'
import { Diary, drain } from './support/diary.ts'

type Named = { readonly name: string }

/** A lane of 100 ms, and what it fires. */
function laneOf(ms = 100) {
  const agenda = new Agenda()
  const diary = new Diary<Named>(agenda)
  const lane = new Lane<Named>(agenda, ms, diary, 0)
  const fired = (): [number, string][] => diary.entries.map(([at, { name }]) => [at, name])
  return { agenda, diary, lane, fired }
}

/** Does something at a moment. */
function at(agenda: Agenda, time: number, act: () => void): void {
  agenda.at(time, { on: act }, 0, null)
}

describe('a lane', () => {
  it('fires each time-out its length after it was set', () => {
    const { agenda, lane, fired } = laneOf()
    lane.set({ name: 'a' })
    at(agenda, 30, () => void lane.set({ name: 'b' }))
    drain(agenda)
    expect(fired()).toEqual([
      [100, 'a'],
      [130, 'b'],
    ])
  })

  it('fires nothing that was cancelled, at its head or in the middle', () => {
    const { agenda, lane, fired } = laneOf()
    const tickets = ['a', 'b', 'c', 'd'].map(name => lane.set({ name }))
    at(agenda, 50, () => lane.cancel(tickets[1]))
    at(agenda, 60, () => lane.cancel(tickets[0]))
    drain(agenda)
    expect(fired()).toEqual([
      [100, 'c'],
      [100, 'd'],
    ])
  })

  it('is armed anew when all were cancelled and another is set', () => {
    const { agenda, lane, fired } = laneOf()
    const first = lane.set({ name: 'a' })
    at(agenda, 10, () => lane.cancel(first))
    at(agenda, 20, () => void lane.set({ name: 'b' }))
    at(agenda, 500, () => void lane.set({ name: 'c' }))
    drain(agenda)
    expect(fired()).toEqual([
      [120, 'b'],
      [600, 'c'],
    ])
  })

  it('keeps one event in the agenda, however many time-outs it holds', () => {
    const { agenda, lane } = laneOf()
    for (let i = 0; i < 1_000; i++) lane.set({ name: `${i}` })
    expect(agenda.pending).toBe(1)
  })

  it('counts only events that happened', () => {
    const { agenda, lane } = laneOf()
    const tickets = Array.from({ length: 50 }, (_, i) => lane.set({ name: `${i}` }))
    for (const ticket of tickets) lane.cancel(ticket)
    drain(agenda)
    expect(agenda.fired).toBe(0)
  })

  it('lets what it fires set and cancel in turn', () => {
    const agenda = new Agenda()
    let left = 3
    const diary: Diary<Named> = new Diary(agenda, () => {
      if (left-- > 0) lane.cancel(lane.set({ name: 'cancelled' }))
      if (left > 0) lane.set({ name: `${left}` })
    })
    const lane = new Lane<Named>(agenda, 10, diary, 0)
    lane.set({ name: 'first' })
    drain(agenda)
    expect(diary.entries.map(([time]) => time)).toEqual([10, 20, 30])
  })
})

/** What is done at each step of 1 ms, in order. */
const deeds = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('set' as const), lane: fc.nat(1) }) },
    { weight: 3, arbitrary: fc.record({ does: fc.constant('cancel' as const), which: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('plan' as const), after: fc.nat(12) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const), ms: fc.nat(6) }) },
  ),
  { maxLength: 120 },
)
type Deeds = typeof deeds extends fc.Arbitrary<infer D> ? D : never

const LENGTHS = [5, 9]

/** Plays deeds; time-outs are kept by `timer`, which is a pair of lanes or the agenda itself. */
function play(
  list: Deeds,
  timerFor: (
    agenda: Agenda,
    diary: Diary<Named>,
  ) => {
    set(lane: number, subject: Named): number
    cancel(lane: number, ticket: number): void
  },
): [number, string][] {
  const agenda = new Agenda()
  const over = new Set<string>()
  const diary = new Diary<Named>(agenda, ({ name }) => void over.add(name))
  const timer = timerFor(agenda, diary)
  const set: { name: string; lane: number; ticket: number }[] = []
  let time = 0
  list.forEach((deed, i) => {
    const name = `${i}`
    if (deed.does === 'wait') time += deed.ms
    if (deed.does === 'plan') at(agenda, time + deed.after, () => diary.on(0, { name }))
    if (deed.does === 'set') {
      at(agenda, time, () => {
        set.push({ name, lane: deed.lane, ticket: timer.set(deed.lane, { name }) })
      })
    }
    if (deed.does === 'cancel') {
      at(agenda, time, () => {
        const open = set.filter(entry => !over.has(entry.name))
        if (open.length === 0) return
        const chosen = open[deed.which % open.length]
        over.add(chosen.name)
        timer.cancel(chosen.lane, chosen.ticket)
      })
    }
  })
  drain(agenda)
  return diary.entries.map(([at, { name }]) => [at, name])
}

describe('lanes and other events', () => {
  it('fire in exactly the order as without lanes', () => {
    fc.assert(
      fc.property(deeds, list => {
        const withLanes = play(list, (agenda, diary) => {
          const lanes = LENGTHS.map(ms => new Lane<Named>(agenda, ms, diary, 0))
          return {
            set: (lane, subject) => lanes[lane].set(subject),
            cancel: (lane, ticket) => lanes[lane].cancel(ticket),
          }
        })
        const without = play(list, (agenda, diary) => {
          const cancelled = new Set<number>()
          let next = 0
          return {
            set: (lane, subject) => {
              const ticket = next++
              at(agenda, agenda.now + LENGTHS[lane], () => {
                if (!cancelled.has(ticket)) diary.on(0, subject)
              })
              return ticket
            },
            cancel: (_, ticket) => void cancelled.add(ticket),
          }
        })
        expect(withLanes).toEqual(without)
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})
