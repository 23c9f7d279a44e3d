/** The agenda: by time, and at equal times by insertion, whatever way an event takes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Agenda } from '../../src/kernel/agenda.ts'
import { randomStream } from '../../src/kernel/streams.ts'
import { Diary, drain } from './support/diary.ts'

describe('an agenda', () => {
  it('fires by time, and at equal times in the order of insertion', () => {
    const agenda = new Agenda()
    const diary = new Diary<string>(agenda)
    for (const [at, name] of [
      [3, 'c'],
      [1, 'a'],
      [3, 'd'],
      [1, 'b'],
      [3, 'e'],
    ] as const) {
      agenda.at(at, diary, 0, name)
    }
    drain(agenda)
    expect(diary.entries).toEqual([
      [1, 'a'],
      [1, 'b'],
      [3, 'c'],
      [3, 'd'],
      [3, 'e'],
    ])
  })

  it('begins at 0 with nothing to do', () => {
    const agenda = new Agenda()
    expect([agenda.now, agenda.fired, agenda.pending, agenda.nextAt]).toEqual([0, 0, 0, Infinity])
    expect(agenda.step()).toBe(false)
  })

  it('tells what waits, what was fired, and when the next is due', () => {
    const agenda = new Agenda()
    const diary = new Diary<null>(agenda)
    agenda.at(5, diary, 0, null)
    agenda.at(7, diary, 0, null)
    agenda.soon(diary, 0, null)
    expect([agenda.pending, agenda.nextAt]).toEqual([3, 0])
    agenda.step()
    expect([agenda.pending, agenda.fired, agenda.nextAt]).toEqual([2, 1, 5])
  })

  it('hands over which event it is and whom it concerns', () => {
    const agenda = new Agenda()
    const seen: [number, string][] = []
    const actor = { on: (event: number, subject: string) => void seen.push([event, subject]) }
    agenda.at(1, actor, 255, 'last')
    agenda.at(0, actor, 3, 'first')
    drain(agenda)
    expect(seen).toEqual([
      [3, 'first'],
      [255, 'last'],
    ])
  })

  it('keeps what is due now and what is planned for now in the order of insertion', () => {
    const agenda = new Agenda()
    const diary: Diary<string> = new Diary(agenda, subject => {
      if (subject !== 'start') return
      agenda.soon(diary, 0, 'a')
      agenda.at(10, diary, 0, 'b')
      agenda.soon(diary, 0, 'c')
      agenda.at(10, diary, 0, 'd')
    })
    agenda.at(10, diary, 0, 'start')
    agenda.at(10, diary, 0, 'planned before')
    drain(agenda)
    expect(diary.subjects).toEqual(['start', 'planned before', 'a', 'b', 'c', 'd'])
  })

  it('refuses what is planned for the past, or for no time at all', () => {
    const agenda = new Agenda()
    const diary = new Diary<null>(agenda)
    agenda.at(10, diary, 0, null)
    drain(agenda)
    expect(() => agenda.at(9.999, diary, 0, null)).toThrow('an event was planned for 9.999 ms')
    expect(() => agenda.at(Number.NaN, diary, 0, null)).toThrow('NaN')
  })

  it('grows, with what waits in it and what is due, and forgets nothing', () => {
    const agenda = new Agenda()
    const diary = new Diary<number>(agenda)
    for (let i = 0; i < 5_000; i++) agenda.at(1 + (i % 7), diary, 0, i)
    for (let i = 5_000; i < 6_000; i++) agenda.soon(diary, 0, i)
    drain(agenda)
    expect(new Set(diary.subjects).size).toBe(6_000)
    expect(diary.subjects.slice(0, 1_000)).toEqual(
      Array.from({ length: 1_000 }, (_, i) => 5_000 + i),
    )
  })
})

describe('100,000 random events', () => {
  it('fire as a sorted list of them would', () => {
    const agenda = new Agenda()
    const random = randomStream('1', 'agenda')
    const diary = new Diary<number>(agenda)
    const reference: [at: number, turn: number][] = []
    for (let turn = 0; turn < 100_000; turn++) {
      // Few different times, so that many are equal.
      const at = Math.floor(random() * 5_000) / 8
      reference.push([at, turn])
      agenda.at(at, diary, 0, turn)
    }
    reference.sort((a, b) => a[0] - b[0] || a[1] - b[1])
    drain(agenda)
    expect(diary.entries).toEqual(reference)
  })
})

/** What an event does when it fires: it plans others, each so many milliseconds later, or now. */
type Plan = { readonly delay: number; readonly next: readonly Plan[] }

const { plans } = fc.letrec<{ plans: Plan[]; plan: Plan }>(tie => ({
  plans: fc.array(tie('plan'), { maxLength: 4, depthIdentifier: 'plan' }),
  plan: fc.record({
    delay: fc.constantFrom(0, 0, 1, 1, 2, 3.5),
    next: fc.oneof({ depthSize: 'small', depthIdentifier: 'plan' }, fc.constant([]), tie('plans')),
  }),
}))

/** The reference: a list that is searched for the least (time, turn) each time. */
function naiveOrder(roots: readonly Plan[]): number[] {
  const waiting: { at: number; turn: number; plan: Plan }[] = []
  const fired: number[] = []
  let turn = 0
  const add = (now: number, list: readonly Plan[]): void => {
    for (const plan of list) waiting.push({ at: now + plan.delay, turn: turn++, plan })
  }
  add(0, roots)
  while (waiting.length > 0) {
    waiting.sort((a, b) => a.at - b.at || a.turn - b.turn)
    const due = waiting.shift()!
    fired.push(due.turn)
    add(due.at, due.plan.next)
  }
  return fired
}

describe('events that plan events', () => {
  it('fire as in a list sorted by time and turn, those without delay included', () => {
    fc.assert(
      fc.property(plans, roots => {
        const agenda = new Agenda()
        let turn = 0
        const add = (list: readonly Plan[]): void => {
          for (const plan of list) {
            const subject = { plan, turn: turn++ }
            if (plan.delay === 0) agenda.soon(diary, 0, subject)
            else agenda.at(agenda.now + plan.delay, diary, 0, subject)
          }
        }
        const diary: Diary<{ plan: Plan; turn: number }> = new Diary(agenda, ({ plan }) =>
          add(plan.next),
        )
        add(roots)
        drain(agenda)
        expect(diary.subjects.map(subject => subject.turn)).toEqual(naiveOrder(roots))
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})
