/** F2: each declared policy had something to do, and each planned fault touched something. */
import {
  call,
  clients,
  crash,
  errors,
  type Fault,
  goal,
  goalFrom,
  queueOf,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'
import { toCover } from 'gameday/matchers'
import { describe, expect, it } from 'vitest'

const shop = system('shop', {
  users: clients({ rate: '50/s', arrivals: 'steady', call: 'web' }),
  web: service({
    concurrency: 50,
    handle: [
      call('db', { timeout: '100ms', breaker: { consecutive: 5, openFor: '1s' } }),
      call('ads', { retry: { attempts: 2, base: '1ms' }, fallback: { value: 'none' } }),
    ],
  }),
  db: store({ time: '5ms' }),
  ads: store({ time: '5ms' }),
})
const play = (...faults: readonly Fault<'web' | 'db' | 'ads'>[]) =>
  simulate(shop, { for: '5s', strict: false, faults })

const calm = play()
const slowDb = play(slow('db', { by: '1s' }).at('1s').for('1s'))
const failingAds = play(errors('ads').at('1s').for('1s'))

const timeoutNever = {
  what: 'timeout',
  at: 'web->db',
  fault: undefined,
  by: "slow('db', { by: '100ms' })",
}

describe('F2: coverage', () => {
  it('names what had nothing to do, and what would exercise it', () => {
    expect(goal.covers().judge(calm)).toMatchObject({
      is: 'broken',
      margin: { by: -4, share: -1, unit: 'count' },
      evidence: {
        all: 4,
        exercised: 0,
        never: [
          timeoutNever,
          { what: 'breaker', at: 'web->db', by: "errors('db')" },
          { what: 'retry', at: 'web->ads', by: "errors('ads')" },
          { what: 'fallback', at: 'web->ads', by: "errors('ads')" },
        ],
      },
    })
  })

  it('is reached by what it names', () => {
    expect(goal.covers().judge(slowDb)).toMatchObject({
      is: 'broken',
      evidence: { all: 5, exercised: 3, never: [{ what: 'retry' }, { what: 'fallback' }] },
    })
    expect(goal.covers({ except: ['web->db'] }).judge(failingAds).is).toBe('held')
  })

  it('sees a deadline that passes though something stands in', () => {
    const page = system('page', {
      users: clients({ rate: '50/s', arrivals: 'steady', call: 'web' }),
      web: service({ handle: call('db', { deadline: '100ms', fallback: { value: 'none' } }) }),
      db: store({ time: '5ms' }),
    })
    const by = (fault: Fault<'db'>) =>
      goal.covers().judge(simulate(page, { for: '5s', faults: [fault.at('1s').for('1s')] }))
    expect(by(slow('db', { by: '1s' })).is).toBe('held')
    expect(by(errors('db'))).toMatchObject({ evidence: { never: [{ what: 'deadline' }] } })
  })

  it('sees no deadline where only the steps that stand in take longer', () => {
    const page = system('page', {
      users: clients({ rate: '50/s', arrivals: 'steady', call: 'web' }),
      web: service({
        concurrency: 100,
        handle: call('db', { deadline: '100ms', fallback: work('300ms') }),
      }),
      db: store({ time: '5ms' }),
    })
    const by = (fault: Fault<'db'>) =>
      goal.covers().judge(simulate(page, { for: '5s', faults: [fault.at('1s').for('1s')] }))
    expect(by(slow('db', { by: '1s' })).is).toBe('held')
    expect(by(errors('db'))).toMatchObject({ evidence: { never: [{ what: 'deadline' }] } })
  })

  it('adds up over several runs', () => {
    const both = [slowDb, failingAds]
    expect(toCover(both).pass).toBe(true)
    expect(toCover([calm, slowDb]).pass).toBe(false)
    expect(toCover.call({ isNot: true }, both).message()).toContain('in 2 runs 6 of 6')
  })

  it('counts a fault that touched nothing, by one sentence once', () => {
    const never = crash('ads').when(queueOf('web').above(10_000))
    const run = play(never)
    const verdict = goal.covers({ except: ['web->db', 'web->ads'] }).judge(run)
    expect(verdict).toMatchObject({
      is: 'broken',
      evidence: { all: 1, never: [{ what: 'crash', at: 'ads', fault: `${never}` }] },
    })
  })

  it('leaves out kinds and places', () => {
    const left = (...except: never[]) => {
      const verdict = goal.covers({ except }).judge(slowDb) as never as {
        evidence: { never: { what: string }[]; all: number }
      }
      return [verdict.evidence.all, verdict.evidence.never.map(({ what }) => what)]
    }
    expect(left('retry' as never)).toEqual([4, ['fallback']])
    expect(left('faults' as never)).toEqual([4, ['retry', 'fallback']])
    expect(left('slow' as never, 'fallback' as never)).toEqual([3, ['retry']])
    const except = ['web->db', 'web->ads', 'db'] as const
    expect(goal.covers({ except }).judge(slowDb)).toEqual({
      is: 'unknown',
      reason: 'nothing is declared that a run could exercise',
    })
  })

  it('prints as it was written, and comes back from JSON as it was', () => {
    const written = goal.covers({ except: ['hedge', 'web->db'] })
    expect(String(written)).toBe("goal.covers({ except: ['hedge', 'web->db'] })")
    expect(String(goalFrom(JSON.parse(JSON.stringify(written))))).toBe(String(written))
    expect(String(goal.covers())).toBe('goal.covers()')
  })

  it('is refused where it asks for what there is not', () => {
    expect(() => goal.covers({ except: 'hedge' as never })).toThrow('is no list of names')
    expect(() => goal.covers({ excpt: [] } as never)).toThrow('cannot say "excpt"')
    const stray = goal.covers({ except: ['web->dbb' as never] })
    expect(() => stray.judge(calm)).toThrow('did you mean "web->db"?')
    expect(() => toCover([] as never)).toThrow('toCover judges a run')
    expect(() => toCover([calm, 5] as never)).toThrow('was given the number 5')
  })
})
