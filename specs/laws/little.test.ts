/**
 * Little's law, L = λ W, and the utilisation law, U = X S. Over a whole run in which all that came
 * has left they are no matter of chance but of accounting, so they hold but for rounding: the area
 * under the number inside is the sum of the times inside. J. D. C. Little 1961; P. J. Denning &
 * J. P. Buzen, The Operational Analysis of Queueing Network Models, 1978.
 */
import { describe, expect, it } from 'vitest'
import {
  call,
  clients,
  crash,
  errors,
  exponential,
  type Fault,
  parallel,
  partition,
  type Run,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'
import { website } from '../../examples/journey/website.ts'
import { boutique } from '../../examples/online-boutique/system.ts'
import { fragileShop } from '../../examples/shop/fragile-shop.ts'
import { shop } from '../../examples/shop/shop.ts'
import { allWaitsMs, endedOf, isSame } from './support/accounts.ts'

const eventLoops = system('event-loops', {
  people: clients({ rate: '200/s', call: 'node', timeout: '400ms' }),
  node: service({
    nonBlocking: true,
    replicas: 2,
    handle: [work('2ms'), parallel(call('left'), [work('3ms'), call('right')]), work('1ms')],
  }),
  left: store({ concurrency: 4, queue: 10, time: exponential('12ms') }),
  right: store({ concurrency: 3, errorRate: '5%', time: exponential('9ms') }),
})

const hurried = system(
  'hurried',
  {
    people: clients({ rate: '150/s', call: 'front', timeout: '60ms' }),
    front: service({
      concurrency: 16,
      queue: 30,
      handle: call('back', { cancel: true, timeout: '40ms', retry: { attempts: 2 } }),
    }),
    back: store({ concurrency: 3, queue: 60, time: exponential('22ms') }),
  },
  { propagateDeadlines: true },
)

const shopFaults = [
  slow('db', { by: '2s' }).at('10s').for('10s'),
  crash('auth', { refuse: true }).at('15s').for('3s'),
  errors('redis', { rate: 0.3 }).from('20s').ramp('5s').for('12s'),
  partition('product->db').at('35s').for('4s'),
]

const stories: [string, () => Run][] = [
  ['the shop on a good day', () => simulate(shop, { for: '40s' })],
  ['the shop with four faults', () => simulate(shop, { for: '60s', faults: shopFaults })],
  ['the shop without policies', () => simulate(fragileShop, { for: '40s' })],
  ['Online Boutique', () => simulate(boutique({ users: 100 }), { for: '60s' })],
  ['the journey to a website', () => simulate(website, { for: '10s' })],
  ['two event loops', () => simulate(eventLoops, { for: '60s' })],
  [
    'two event loops that crash',
    () => {
      const faults: Fault<'node'>[] = [crash('node', { refuse: true }).at('9s').for('5s')]
      return simulate(eventLoops, { for: '60s', faults })
    },
  ],
  ['callers who give up and say so', () => simulate(hurried, { for: '60s' })],
]

describe.each(stories)('in %s', (_, play) => {
  const run = play()
  const names = [...run.recording.components.keys()].sort()
  const ms = run.recording.endedAt

  it('all that was issued has ended, everywhere', () => {
    expect(names.filter(name => run.at(name).issued !== endedOf(run.at(name)))).toEqual([])
  })

  it('L = λ W at every component', () => {
    const breaches = names.flatMap(name => {
      const { inFlight, latency } = run.at(name)
      const timesInside = endedOf(run.at(name)) * (latency.mean ?? 0)
      return isSame(inFlight.mean * ms, timesInside)
        ? []
        : [{ name, L: inFlight.mean, timesInside }]
    })
    expect(breaches).toEqual([])
  })

  it('the same holds for the queues alone', () => {
    const breaches = names.flatMap(name => {
      const area = run.at(name).queue.mean * ms
      const waits = allWaitsMs(run, name)
      return isSame(area, waits) ? [] : [{ name, area, waits }]
    })
    expect(breaches).toEqual([])
  })
})

describe('the utilisation law, U = X S', () => {
  it.each(['authDb', 'redis', 'db'] as const)('holds for %s in the shop', name => {
    const run = simulate(shop, { for: '40s' })
    const { utilisation, working } = run.at(name)
    const X = endedOf(run.at(name)) / run.recording.endedAt
    const slots = run.recording.components.get(name)!.capacity.now
    expect(utilisation * slots).toBeCloseTo(X * (working.mean ?? Number.NaN), 12)
  })

  it('counts the work of an event loop only, not what it waits for', () => {
    const run = simulate(eventLoops, { for: '20s', faults: [] })
    const { utilisation, working, inFlight } = run.at('node')
    expect(working.mean).toBeLessThanOrEqual(6)
    expect(utilisation * 2).toBeLessThan(inFlight.mean)
  })
})
