/** The same seed tells the same story, whatever else there is and however it was ordered. */
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { call, clients, errors, type Run, service, slow, store, work } from 'gameday'
import { describe, expect, it } from 'vitest'
import { faults, parts, play } from './support/shop.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const tsx = (...args: string[]): string =>
  execFileSync(process.execPath, ['--import', 'tsx', ...args], { cwd: root, encoding: 'utf8' })

/** All that is known of these parts of a run, as numbers. */
const numbersOf = (run: Run, components: readonly string[]): unknown =>
  components.map(at => ({
    ...run.at(at),
    percentiles: [0.1, 0.5, 0.9, 0.99, 1].map(share => run.latency(share, { at })),
    series: [run.series('rate', { at }), run.series('p99', { at }), run.series('failures', { at })],
  }))

/** The components that handle requests. */
const handlers = Object.keys(parts).filter(name => name !== 'users' && name !== 'crowd')

const reversed = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).toReversed()) as T

describe('the same seed', () => {
  it('gives the same run', () => {
    expect(play(parts).digest).toBe(play(parts).digest)
    expect(play(parts, faults, { seed: 4 }).digest).not.toBe(play(parts).digest)
  })

  it('gives the same run in another process', () => {
    expect(tsx('specs/engine/support/print-digest.ts')).toBe(play(parts).digest)
  })

  it('gives the same run however parts and faults are ordered', () => {
    expect(play(reversed(parts)).digest).toBe(play(parts).digest)
    expect(play(parts, faults.toReversed()).digest).toBe(play(parts).digest)
  })

  it('with a system beside it tells the same of the first', () => {
    const beside = {
      ...parts,
      aaa: clients({ rate: '50/s', call: 'zzz' }),
      zzz: service({ handle: call('other') }),
      other: store({ time: '3ms' }),
    }
    expect(numbersOf(play(beside), handlers)).toEqual(numbersOf(play(parts), handlers))
  })

  it('with a fault elsewhere tells the same of what it does not reach', () => {
    const aside = {
      ...parts,
      others: clients({ rate: '50/s', call: 'other' }),
      other: store({ time: '3ms', errorRate: 0.1 }),
    }
    const elsewhere = [
      ...faults,
      errors('other' as 'db')
        .at('1s')
        .for('5s')
        .share(0.5),
    ]
    expect(numbersOf(play(aside, elsewhere), handlers)).toEqual(numbersOf(play(aside), handlers))
  })

  it('with a fault brings the same requests at the same moments as without', () => {
    const arrivals = (run: Run): unknown =>
      run.recording.journeys.filter(({ call }) => call === 'users->web').map(({ at }) => at)
    const calm = play(parts, [], { trace: true })
    const stormy = play(parts, [slow('db', { by: '2s' })], { trace: true })
    expect(arrivals(stormy)).toEqual(arrivals(calm))
  })

  it('traced tells the same', () => {
    const traced = play(parts, faults, { trace: true })
    expect(numbersOf(traced, handlers)).toEqual(numbersOf(play(parts), handlers))
    expect(traced.recording.events).toBe(play(parts).recording.events)
  })

  it('gives the same streams to a component when another one works more', () => {
    const busier = { ...parts, ads: service({ handle: [work('1ms'), work('2ms')] }) }
    const arrivals = (run: Run): number => run.requests({ class: 'users' }).issued
    expect(arrivals(play(busier))).toBe(arrivals(play(parts)))
  })
})

describe('importing gameday', () => {
  it('loads neither fast-check nor a report', () => {
    const hook = `
      import { writeSync } from 'node:fs'
      export function load(url, context, next) {
        writeSync(1, url + '\\n')
        return next(url, context)
      }`
    const script = `
      import { register } from 'node:module'
      register('data:text/javascript,' + encodeURIComponent(${JSON.stringify(hook)}))
      await import('./src/index.ts')`
    const loaded = tsx('--input-type=module', '--eval', script).trim().split('\n')
    expect(loaded.some(url => url.includes('src/index.ts'))).toBe(true)
    expect(
      loaded.filter(url => /fast-check|src\/(report|cli|explore|adapters)\//.test(url)),
    ).toEqual([])
  })
})
