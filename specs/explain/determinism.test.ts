/** D9: an explanation is a function of the system, the options and the seed, everywhere. */
import { createHash } from 'node:crypto'
import { call, clients, crash, errors, explain, goal, service, simulate, slow } from 'gameday'
import { store, system, type Explanation, type Fault, type Goal, type System } from 'gameday'
import { describe, expect, it, vi } from 'vitest'
import { System as Declared } from '../../src/declare/system.ts'
import { basic } from './support/outages.ts'

/** Retries in two layers, the lower of which is asked by two others. */
const layered = (): System =>
  system('layered', {
    users: clients({ rate: '40/s', call: 'web', timeout: '2s' }),
    web: service({
      concurrency: 60,
      handle: [
        call('cart', { timeout: '800ms', retry: { attempts: 3, base: '50ms' } }),
        call('ads', { timeout: '200ms', optional: true }),
      ],
    }),
    cart: service({
      concurrency: 30,
      handle: call('db', { timeout: '250ms', retry: { attempts: 3, base: '20ms' } }),
    }),
    ads: service({ concurrency: 30, handle: call('db', { timeout: '100ms' }) }),
    db: store({ concurrency: 8, time: '10ms' }),
  })

type Outage = {
  readonly of: () => System
  readonly faults: readonly Fault[]
  readonly goal: Goal
}

const outages: { readonly [name: string]: Outage } = {
  'errors of a store': {
    of: basic,
    faults: [errors('db', { rate: '40%' }).at('20s').for('10s')],
    goal: goal.availability('99%'),
  },
  'a slow store that retries pile up on': {
    of: layered,
    faults: [slow('db', { by: '300ms' }).at('20s').for('5s')],
    goal: goal.availability('99%'),
  },
  'a crash beside a fault that does no harm': {
    of: layered,
    faults: [crash('db').at('20s').for('5s'), errors('ads').at('40s').for('5s')],
    goal: goal.latency('p99', '500ms'),
  },
  'too much load': {
    of: () => basic({}, { concurrency: 1, time: '20ms' }),
    faults: [],
    goal: goal.availability('99%'),
  },
}

/** Of a system that is declared anew, so that nothing is left of what was asked before. */
function explained({ of, faults, goal: missed }: Outage): Explanation {
  const run = simulate(of(), { for: '1m', faults, seed: '7' })
  return explain(run, missed) as Explanation
}

const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 16)

describe('D9 an explanation', () => {
  for (const [name, outage] of Object.entries(outages)) {
    it(`is the same again, to the byte: ${name}`, () => {
      const [one, other] = [explained(outage), explained(outage)]
      expect(`${other}`).toBe(`${one}`)
      expect(JSON.stringify(other)).toBe(JSON.stringify(one))
    })
  }

  it('is the same with every version of Node', () => {
    const digests = Object.entries(outages).map(([name, outage]) => [
      name,
      digestOf(`${explained(outage)}`),
    ])
    expect(Object.fromEntries(digests)).toMatchInlineSnapshot(`
      {
        "a crash beside a fault that does no harm": "142919e8fc93f535",
        "a slow store that retries pile up on": "db3815e561488e8b",
        "errors of a store": "f144abec7fe5e213",
        "too much load": "d0f6367894a312cc",
      }
    `)
  })

  it('asks a declaration that it changes for no warnings: nobody would read them', () => {
    const run = simulate(layered(), {
      for: '1m',
      faults: [slow('db', { by: '300ms' }).at('20s').for('5s')],
    })
    const warnings = vi.spyOn(Declared.prototype, 'warnings', 'get')
    const { diagnosis } = explain(run, goal.availability('99%')) as Explanation
    expect(diagnosis.runs).toBeGreaterThan(1)
    expect(warnings).not.toHaveBeenCalled()
    warnings.mockRestore()
  })
})
