/** A system of two zones, and goals that are known exactly: what breaks them is told by a rule. */
import { cache, call, cached, clients, type Fault, service, store, system } from 'gameday'
import { randomStream } from '../../../../src/kernel/streams.ts'
import { Dice } from '../../../../src/explore/dice.ts'
import { readFaultOptions } from '../../../../src/explore/options.ts'
import type { Schedule } from '../../../../src/explore/search/trial.ts'
import { drawSchedule } from '../../../../src/explore/space/draw.ts'
import { FaultSpace } from '../../../../src/explore/space/space.ts'

/** Shoppers, a site in one zone, and what it needs in another. */
export const mall = system('mall', {
  shoppers: clients({ rate: '10/s', call: 'web', timeout: '3s' }),
  web: service({
    zone: 'a',
    concurrency: 16,
    handle: [
      call('prices', {
        timeout: '800ms',
        breaker: {
          window: '10s',
          failureRate: 0.5,
          minimumCalls: 10,
          openFor: '5s',
          probes: 2,
        },
      }),
      cached('pages', { key: 100, ttl: '20s', miss: call('stock', { timeout: '1s' }) }),
    ],
  }),
  pages: cache({ zone: 'a', capacity: 1_000, latency: '1ms' }),
  prices: service({ zone: 'b', concurrency: 8, handle: [call('db', { timeout: '250ms' })] }),
  stock: store({ zone: 'b', concurrency: 8, time: '5ms' }),
  db: store({ zone: 'b', concurrency: 8, time: '5ms' }),
})

/** What may go wrong in it. */
export const spaceOf = (options: object = {}): FaultSpace =>
  new FaultSpace(mall, readFaultOptions(mall, options))

/** Whether a schedule breaks a goal. */
export type Rule = (schedule: Schedule) => boolean

const is =
  (kind: string, target?: string) =>
  ({ cause, target: aim }: Fault): boolean =>
    cause.kind === kind && (target === undefined || aim === target)

const by = ({ cause }: Fault): number => ('by' in cause ? cause.by : 0)
const rate = ({ cause }: Fault): number => ('rate' in cause ? cause.rate : 0)
const overlap = (a: Fault, b: Fault): boolean =>
  a.timing.atMs < b.untilMs && b.timing.atMs < a.untilMs

/** By name: monotone ones, ones about time, ones that are not monotone, and pure chance. */
export const rules: { readonly [name: string]: Rule } = {
  'a database that is slow for a while': ({ faults }) =>
    faults.some(
      fault => is('slow', 'db')(fault) && by(fault) >= 300 && fault.timing.forMs >= 1_500,
    ),
  'half of all requests, for as long as it takes': ({ faults }) =>
    faults.reduce((sum, { timing }) => sum + timing.share * timing.forMs, 0) >= 12_000,
  'two that overlap': ({ faults }) =>
    faults.some(a =>
      faults.some(b => a.target === 'stock' && b.target === 'prices' && overlap(a, b)),
    ),
  'one that follows another by some seconds': ({ faults }) =>
    faults.some(a =>
      faults.some(b => {
        const gap = b.timing.atMs - a.untilMs
        return gap >= 2_000 && gap < 6_500
      }),
    ),
  'whatever is in force at a certain moment': ({ faults }) =>
    faults.some(({ timing, untilMs }) => timing.atMs <= 23_456 && untilMs > 23_456),
  'an outage of just the right length': ({ faults }) =>
    faults.some(({ timing: { forMs } }) => forMs >= 900 && forMs <= 5_100),
  'a rate that nobody notices': ({ faults }) =>
    faults.some(fault => rate(fault) >= 0.02 && rate(fault) <= 0.3),
  'a delay that is not too long': ({ faults }) =>
    faults.some(fault => by(fault) >= 240 && by(fault) < 1_100 && is('slow')(fault)),
  'something in zone b, whatever it is': ({ faults }) =>
    faults.some(({ target }) => ['zone:b', 'db', 'stock', 'prices'].includes(target)),
  'an unlucky seed': ({ faults, seed }) => seed !== '1' && faults.length > 0,
  'chance itself': ({ faults, seed }) => randomStream(seed, faults.join())() < 0.5,
}

/** The first schedule that breaks a rule, of those a seed draws; undefined when none is near. */
export function brokenBy(rule: Rule, space: FaultSpace, seed: number): Schedule | undefined {
  const dice = Dice.from(randomStream(`${seed}`, 'spec'))
  for (let i = 0; i < 2_000; i++) {
    const schedule = { faults: drawSchedule(space, dice), seed: `1/${seed}` }
    if (rule(schedule)) return schedule
  }
  return undefined
}
