/** A system with chance in every corner, for specs about the same seed. */
import {
  cache,
  cached,
  call,
  choose,
  clients,
  type Component,
  errors,
  exponential,
  service,
  simulate,
  slow,
  store,
  system,
  type SystemOptions,
  uniform,
} from 'gameday'

const retry = { attempts: 3, base: '10ms', jitter: 'full' } as const

/** Its parts, to be shuffled or added to. */
export const parts = {
  users: clients({ rate: '100/s', call: 'web', timeout: '1s' }),
  crowd: clients({ users: 10, think: exponential('200ms'), call: 'web' }),
  web: service({
    replicas: 2,
    handle: [
      cached('sessions', { key: 500, ttl: '5s', miss: call('db', { retry, timeout: '100ms' }) }),
      choose([
        { weight: 1, steps: call('ads', { optional: true, timeout: '20ms' }) },
        { weight: 2, steps: [] },
      ]),
    ],
  }),
  sessions: cache({ latency: exponential('0.4ms') }),
  db: store({ concurrency: 8, time: exponential('5ms'), errorRate: '2%' }),
  ads: store({ time: uniform('1ms', '30ms') }),
} as const

const network = { default: 'sameZone' } as const

export const faults = [
  slow('db', { by: '50ms' }).at('3s').for('2s').share('50%'),
  errors('ads', { rate: 0.3 }).at('4s').for('3s').ramp('1s'),
]

/** Plays 10 s of these parts in this order. */
export function play(
  parts: { readonly [name: string]: Component },
  inForce: readonly (typeof faults)[number][] = faults,
  more: { readonly trace?: boolean; readonly seed?: number } = {},
) {
  const options = { network } as SystemOptions
  const shop = system('shop', parts as { [name: string]: Component<never> }, options as object)
  return simulate(shop, { for: '10s', seed: 3, resolution: '1s', faults: inForce, ...more })
}
