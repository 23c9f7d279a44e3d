/** F8 The weakest setting that holds: by trying each, so that nothing is assumed. */
import { call, clients, type Duration, service, simulate, slow, store, system } from 'gameday'
import { weakest } from 'gameday/explore'
import { expect } from 'gameday/vitest'
import { describe, it } from 'vitest'
import { anything, problemsOf } from '../kernel/support/mistakes.ts'

/** A shop whose db may be slow, and need not answer. */
const shopWith = (timeout: Duration) =>
  system('shop', {
    users: clients({ rate: '50/s', call: 'web', timeout: '1s' }),
    web: service({ concurrency: 4, queue: 4, handle: call('db', { timeout, optional: true }) }),
    db: store({ time: '5ms' }),
  })

const slowDb = slow('db', { by: '3s' }).at('2s').for('3s')

const holdsBelow = (limit: number) => (settings: { readonly n: number }) => settings.n < limit

describe('F8 the weakest setting that holds', () => {
  it('is found with its neighbour that breaks', () => {
    const found = weakest({ timeout: ['2s', '20ms'] }, ({ timeout }) => {
      const run = simulate(shopWith(timeout), { for: '8s', faults: [slowDb] })
      expect(run).toStayAvailable('99%')
    })
    expect(found).toMatchObject({ answer: 'threshold', isMonotone: true })
    expect(String(found)).toMatchInlineSnapshot(`"timeout: holds from '50ms' on, breaks at '70ms'"`)
    const values = found.sweep.map(({ value }) => value)
    expect(values.indexOf(found.holds!)).toBe(values.indexOf(found.breaks!) + 1)
    expect(found.sweep[0]).toMatchObject({ value: '2s', held: false })
    expect(found.sweep[0].message).toContain('availability')
  })

  it('is not told by a judge that looks at no setting: it would judge all alike', () => {
    const told = (judge: () => unknown) =>
      problemsOf(() => weakest({ breaker: { openFor: ['1s', '5s'] } }, judge))
    for (const judge of [() => {}, () => true, () => false]) {
      expect(told(judge).map(({ what }) => what)).toEqual([
        'the judge looks at no setting, so that every breaker.openFor is judged alike',
      ])
    }
  })

  it('is sought in the order in which the range is written', () => {
    const up = weakest({ n: [1, 5] }, ({ n }) => n >= 3)
    expect(up).toMatchObject({ holds: 3, breaks: 2 })
    expect(String(up)).toBe('n: holds from 3 on, breaks at 2')
    const down = weakest({ n: [5, 1] }, ({ n }) => n <= 3)
    expect(down).toMatchObject({ holds: 3, breaks: 4 })
    expect(String(down)).toBe('n: holds from 3 on, breaks at 4')
  })

  it('is the first where all hold', () => {
    const found = weakest({ n: [1, 5] }, ({ n }) => n > 0)
    expect(found).toMatchObject({
      answer: 'all hold',
      holds: 1,
      breaks: undefined,
    })
    expect(String(found)).toBe('n: everything from 1 on holds')
  })

  it('is none where nothing holds', () => {
    const found = weakest({ n: [1, 5] }, ({ n }) => n > 5)
    expect(found).toMatchObject({
      answer: 'none holds',
      holds: undefined,
      breaks: 5,
    })
    expect(String(found)).toBe('n: nothing up to 5 holds')
  })

  it('is none where there is no threshold, and the sweep is told instead', () => {
    const found = weakest({ n: [1, 4] }, ({ n }) => n % 2 === 0)
    expect(found).toMatchObject({
      answer: 'no threshold',
      holds: undefined,
      isMonotone: false,
    })
    expect(String(found)).toBe('n: there is no threshold: 1 breaks, 2 holds, 3 breaks, 4 holds')
    expect(String(weakest({ n: [1, 5] }, holdsBelow(3)))).toBe(
      'n: holds up to 2, breaks from 3 on: write the range the other way round',
    )
  })

  it('stands among others that stay as they are', () => {
    const asked: unknown[] = []
    const found = weakest({ timeout: '1s', breaker: { probes: [1, 3], openFor: '5s' } }, all => {
      asked.push(all)
      return all.breaker.probes > 1
    })
    expect(asked[0]).toEqual({ timeout: '1s', breaker: { probes: 1, openFor: '5s' } })
    expect([asked.length, found.holds]).toEqual([3, 2])
    expect(String(found)).toBe('breaker.probes: holds from 2 on, breaks at 1')
  })
})

describe('F8 a judge', () => {
  it('that fails by itself is not taken for a goal', () => {
    const mistake = new TypeError('cannot read x')
    const judge = () => {
      throw mistake
    }
    expect(() => weakest({ n: [1, 5] }, judge)).toThrow(mistake)
  })

  it('that had nothing to judge is not either', () => {
    const quiet = system('quiet', {
      users: clients({ rate: '1/h', call: 'db', arrivals: 'steady', requests: 1 }),
      db: store({ time: '5ms' }),
    })
    const judge = () =>
      expect(simulate(quiet, { for: '1s' })).toStayAvailable('99%', { between: ['0.5s', '1s'] })
    expect(() => weakest({ n: [1, 5] }, judge)).toThrow(/unknown/)
  })

  it('that returns a promise is told to do without', () => {
    expect(problemsOf(() => weakest({ n: [1, 5] }, async () => true))[0].what).toContain('promise')
  })

  it('that is none, or has more than one setting to turn', () => {
    expect(problemsOf(() => weakest({ n: [1, 5] }, anything(7)))[0].what).toBe('there is no judge')
    expect(problemsOf(() => weakest({ n: [1, 5], m: [1, 2] }, () => true))[0]).toMatchObject({
      what: 'n and m vary, and only of one can there be a weakest',
      where: 'weakest',
    })
  })
})
