/** The shuffled agenda: equal times in any order that causes allow, the same for the same lots. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Lane } from '../../src/kernel/lane.ts'
import { ShuffledAgenda } from '../../src/kernel/shuffled-agenda.ts'
import { randomStream } from '../../src/kernel/streams.ts'
import { Diary, drain } from './support/diary.ts'

const agendaOf = (ties: number): ShuffledAgenda => new ShuffledAgenda(randomStream(`${ties}`, 'a'))

function shuffling(ties: number): ShuffledAgenda {
  const agenda = agendaOf(ties)
  agenda.shuffle()
  return agenda
}

/** In which order three events come that are due together. */
function orderOfThree(ties: number): string {
  const agenda = shuffling(ties)
  const diary = new Diary<string>(agenda)
  for (const name of ['a', 'b', 'c']) agenda.at(5, diary, 0, name)
  drain(agenda)
  return diary.subjects.join('')
}

describe('a shuffled agenda', () => {
  it('fires equal times in every order, each about as often', () => {
    const counts = new Map<string, number>()
    for (let ties = 0; ties < 6_000; ties++) {
      const order = orderOfThree(ties)
      counts.set(order, (counts.get(order) ?? 0) + 1)
    }
    expect([...counts.keys()].sort()).toEqual(['abc', 'acb', 'bac', 'bca', 'cab', 'cba'])
    // Each is expected 1,000 times with a deviation of 29.
    for (const count of counts.values()) expect(Math.abs(count - 1_000)).toBeLessThan(120)
  })

  it('fires them in the same order for the same lots', () => {
    expect(orderOfThree(7)).toBe(orderOfThree(7))
  })

  it('keeps the order of time', () => {
    const agenda = shuffling(1)
    const diary = new Diary<null>(agenda)
    const random = randomStream('1', 'times')
    const times = Array.from({ length: 10_000 }, () => Math.floor(random() * 500) / 8)
    for (const time of times) agenda.at(time, diary, 0, null)
    drain(agenda)
    expect(diary.entries.map(([at]) => at)).toEqual(times.sort((a, b) => a - b))
  })

  it('leaves what was planned before it shuffles in front, in its order', () => {
    const agenda = agendaOf(3)
    const diary = new Diary<string>(agenda)
    agenda.at(10, diary, 0, 'first')
    const turn = agenda.takeTurn()
    agenda.at(10, diary, 0, 'third')
    agenda.shuffle()
    for (let i = 0; i < 20; i++) agenda.at(10, diary, 0, 'any')
    agenda.atTurn(10, turn, diary, 0, 'second')
    drain(agenda)
    expect(diary.subjects.slice(0, 4)).toEqual(['first', 'second', 'third', 'any'])
  })

  it('puts what is due now anywhere among what is due now, but never before its cause', () => {
    const seen = new Set<string>()
    for (let ties = 0; ties < 100; ties++) {
      const agenda = shuffling(ties)
      const diary: Diary<string> = new Diary(agenda, subject => {
        if (subject === 'cause') agenda.soon(diary, 0, 'effect')
      })
      agenda.at(5, diary, 0, 'cause')
      agenda.at(5, diary, 0, 'other')
      drain(agenda)
      seen.add(diary.subjects.join(' '))
    }
    expect([...seen].sort()).toEqual([
      'cause effect other',
      'cause other effect',
      'other cause effect',
    ])
  })

  it('refuses what is planned for the past, or for no time at all', () => {
    const agenda = shuffling(1)
    const diary = new Diary<null>(agenda)
    expect(() => agenda.after(-1, diary, 0, null)).toThrow('an event was planned for -1 ms')
    expect(() => agenda.after(Number.NaN, diary, 0, null)).toThrow('NaN')
  })
})

/** What an event does when it fires: it plans others, so many milliseconds later, or now. */
type Plan = { readonly delay: number; readonly next: readonly Plan[] }

const { plans } = fc.letrec<{ plans: Plan[]; plan: Plan }>(tie => ({
  plans: fc.array(tie('plan'), { maxLength: 4, depthIdentifier: 'plan' }),
  plan: fc.record({
    delay: fc.constantFrom(0, 0, 1, 1, 2),
    next: fc.oneof({ depthSize: 'small', depthIdentifier: 'plan' }, fc.constant([]), tie('plans')),
  }),
}))

const planned = (list: readonly Plan[]): number =>
  list.reduce((sum, { next }) => sum + 1 + planned(next), 0)

describe('events that plan others', () => {
  it('fire once each, at their time and after their cause', () => {
    fc.assert(
      fc.property(plans, fc.nat(), (roots, ties) => {
        const agenda = shuffling(ties)
        let fired = 0
        const add = (list: readonly Plan[]): void => {
          const plannedAt = fired
          for (const { delay, next } of list) {
            const due = agenda.now + delay
            const fires = (): void => {
              expect(agenda.now).toBe(due)
              expect(fired++).toBeGreaterThanOrEqual(plannedAt)
              add(next)
            }
            agenda.after(delay, { on: fires }, 0, null)
          }
        }
        add(roots)
        drain(agenda)
        expect(fired).toBe(planned(roots))
      }),
      { seed: 1, numRuns: 300 },
    )
  })
})

const deeds = fc.array(
  fc.record({
    does: fc.constantFrom('set', 'set', 'cancel'),
    at: fc.nat(12),
    which: fc.nat(),
  }),
  { maxLength: 80 },
)

describe('a lane in a shuffled agenda', () => {
  it('fires in the order it was set, on time, all that was not cancelled, each once', () => {
    fc.assert(
      fc.property(deeds, fc.nat(), (list, ties) => {
        const agenda = shuffling(ties)
        const open = new Map<number, number>()
        const over: number[] = []
        const lane = new Lane<{ readonly due: number; ticket: number }>(
          agenda,
          4,
          {
            on: (_, { due, ticket }) => {
              expect(agenda.now).toBe(due)
              expect(open.delete(ticket)).toBe(true)
              over.push(ticket)
            },
          },
          0,
        )
        const set = (): void => {
          const subject = { due: agenda.now + 4, ticket: -1 }
          subject.ticket = lane.set(subject)
          open.set(subject.ticket, subject.due)
        }
        const cancel = (which: number): void => {
          const ticket = [...open.keys()][which % open.size]
          if (ticket !== undefined && open.delete(ticket)) lane.cancel(ticket)
        }
        for (const { does, at, which } of list) {
          const act = does === 'set' ? set : () => cancel(which)
          agenda.at(at, { on: act }, 0, null)
        }
        drain(agenda)
        expect([...open]).toEqual([])
        expect(over).toEqual([...over].sort((a, b) => a - b))
      }),
      { seed: 1, numRuns: 500 },
    )
  })
})
