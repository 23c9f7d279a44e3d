/** F7 Same seed, one change: what would have held, as lines that hold when they are pasted. */
import {
  call,
  clients,
  errors,
  external,
  type Fault,
  type Goal,
  goal,
  publish,
  queue,
  service,
  simulate,
  slow,
  store,
  type System,
  system,
  worker,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { Seeking, type SeekOptions } from '../../../src/explain/remedies/seek.ts'
import { pasted } from '../support/pasted.ts'

const noTimeout = system('shop', {
  users: clients({ rate: '40/s', call: 'web', timeout: '1s' }),
  web: service({ concurrency: 8, handle: call('recs', { optional: true }) }),
  recs: store({ time: '5ms' }),
})
const slowRecs = slow('recs', { by: '3s' }).at('5s').for('5s')

const usual: SeekOptions = {
  budget: { runs: 200, events: () => 1e9 },
  wanted: Infinity,
  seeds: 2,
  rangeSteps: 8,
  withoutFaults: true,
}

type Outage = {
  readonly system: System
  readonly faults: readonly Fault[]
  readonly goals: readonly Goal[]
}

const played = ({ system: declared, faults }: Pick<Outage, 'system' | 'faults'>, seed = '1') =>
  simulate(declared, { for: '20s', faults, seed })

const near = (value: number): unknown => expect.closeTo(value, 9)

function seek(outage: Outage, options: Partial<SeekOptions> = {}) {
  const seeking = new Seeking(played(outage), outage.goals, { ...usual, ...options })
  for (const _ of seeking.steps());
  return seeking.found
}

const outages: { readonly [name: string]: Outage & { readonly cure: RegExp } } = {
  'no time-out': {
    system: noTimeout,
    faults: [slowRecs],
    goals: [goal.availability('99.9%')],
    cure: /^time-out of \d+ms at web->recs$/,
  },
  'a pool at the caller': {
    system: system('pool', {
      users: clients({ rate: '60/s', call: 'product', timeout: '5s' }),
      product: service({
        concurrency: 300,
        handle: call('db', { bulkhead: { kind: 'connectionPool', limit: 4 } }),
      }),
      db: store({ concurrency: 100, time: '9ms' }),
    }),
    faults: [slow('db', { by: '100ms' }).at('5s').for('5s')],
    goals: [goal.latency('p99', '500ms')],
    cure: /^pool of (8|12) at product->db$/,
  },
  'dead letters': {
    system: system('letters', {
      users: clients({ rate: '20/s', call: 'web', timeout: '5s' }),
      web: service({ handle: publish('orders') }),
      orders: queue({ deliveries: 3, redeliverAfter: '500ms', deadLetters: 'failed' }),
      failed: queue({}),
      sender: worker({ of: 'orders', concurrency: 50, handle: call('smtp') }),
      smtp: external({ time: '20ms' }),
    }),
    faults: [errors('smtp', { rate: 1, code: 500 }).at('5s').for('4s')],
    goals: [goal.availability('80%', { on: 'sender->smtp' })],
    cure: /^redelivery after (5|10|30)s at orders$/,
  },
}

describe('F7 same seed, one change', () => {
  for (const [name, outage] of Object.entries(outages)) {
    it(`finds what cures ${name}; pasted, its lines hold, with other seeds too`, () => {
      const { cures, isCutShort } = seek(outage)
      const cure = cures.find(({ what }) => outage.cure.test(what))
      expect(cures.map(({ what }) => what)).toContainEqual(expect.stringMatching(outage.cure))
      expect(isCutShort).toBe(false)
      const mended = pasted(outage.system, cure!.lines)
      for (const seed of ['1', '2', 'b', 'c']) {
        const run = played({ system: mended, faults: outage.faults }, seed)
        for (const wanted of outage.goals) expect(wanted.judge(run).is).toBe('held')
      }
    })
  }

  it('tells the lines to change, what was measured, the range, and what it costs', () => {
    const [cheapest] = seek(outages['no time-out']).cures
    expect(cheapest).toMatchObject({
      what: 'time-out of 50ms at web->recs',
      measured: '100%',
      range: '10ms to 200ms',
      costs: [],
      alsoHolds: { seeds: 2, faults: 0 },
      lines: [
        {
          part: 'web',
          minus: "call('recs', { optional: true })",
          plus: "call('recs', { optional: true, timeout: '50ms' })",
          short: {
            minus: "call('recs', { optional: true })",
            plus: "call('recs', { optional: true, timeout: '50ms' })",
          },
        },
      ],
    })
    expect(cheapest.margin).toEqual({ by: near(0.001), unit: 'share', share: near(1 / 999) })
  })

  it('is the same each time, and tells the run without each fault', () => {
    const [one, other] = [seek(outages['no time-out']), seek(outages['no time-out'])]
    expect(one).toEqual(other)
    expect(one.withoutFaults).toMatchObject([{ fault: slowRecs, holds: true, measured: '100%' }])
  })

  it('takes a set only where no single change holds, and leaves out what is not needed', () => {
    const outage = {
      system: system('shop', {
        users: clients({ rate: '40/s', call: 'web', timeout: '1s' }),
        web: service({
          concurrency: 8,
          handle: [call('recs', { optional: true }), call('ads', { optional: true })],
        }),
        recs: store({ time: '5ms' }),
        ads: store({ time: '5ms' }),
      }),
      faults: [slowRecs, slow('ads', { by: '3s' }).at('12s').for('3s')],
      goals: [goal.availability('99.9%')],
    }
    const { cures, insufficient } = seek(outage)
    expect(cures).toHaveLength(1)
    expect(cures[0].what).toBe('time-out of 10ms at web->recs and web->ads')
    expect(cures[0].lines).toHaveLength(2)
    expect(insufficient[0].ofTheWay).toBeGreaterThan(0.3)
    const mended = pasted(outage.system, cures[0].lines)
    const run = played({ system: mended, faults: outage.faults }, 'another')
    expect(outage.goals[0].judge(run).is).toBe('held')
  })

  it('buys no latency with failures, and says so', () => {
    const { cures, harmful } = seek(outages['a pool at the caller'])
    const bought = harmful.filter(({ why }) => why.startsWith('bought with failures'))
    expect(bought.map(({ what }) => what)).toContainEqual(expect.stringMatching(/^time-out of/))
    expect(cures.some(({ what }) => bought.some(other => other.what === what))).toBe(false)
  })

  it('offers nothing that breaks what holds with other faults', () => {
    const outage = outages['no time-out']
    const others = [
      {
        faults: [slow('recs', { by: '300ms' }).at('5s').for('5s')],
        goals: [goal.availability('100%', { on: 'web->recs' })],
      },
    ]
    const { cures, harmful } = seek(outage, { others })
    expect(harmful).toContainEqual(
      expect.objectContaining({
        what: expect.stringMatching(/^time-out of \d+ms at web->recs$/),
        why: "does not hold with slow('recs', { by: '300ms' }).at('5s').for('5s')",
      }),
    )
    for (const { alsoHolds } of cures) expect(alsoHolds.faults).toBe(1)
  })

  it('is cut short when its budget is used up, and says so', () => {
    const found = seek(outages['no time-out'], { budget: { runs: 3, events: () => 1e9 } })
    expect(found).toMatchObject({ runs: 3, isCutShort: true, cures: [] })
    const { recording } = played(outages['no time-out'])
    const events = 5 * recording.events
    const few = seek(outages['no time-out'], { budget: { runs: 200, events: () => events } })
    expect(few.isCutShort).toBe(true)
    expect(few.events).toBeLessThanOrEqual(events)
  })

  it('knows what only postpones: twice the disk is full twice as late', () => {
    const { cures, harmful } = seek({
      system: system('shop', {
        users: clients({ rate: '20/s', call: 'db', timeout: '1s' }),
        db: store({ time: '5ms', resources: { diskSpace: { size: '2.4MB', each: '10KB' } } }),
      }),
      faults: [],
      goals: [goal.availability('99%')],
    })
    expect(harmful).toContainEqual(
      expect.objectContaining({
        what: 'twice the diskSpace at db',
        why: 'only postpones it: not in a run twice as long',
      }),
    )
    expect(cures.map(({ what }) => what)).not.toContain('twice the diskSpace at db')
  })
})
