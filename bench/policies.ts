/** What policies and kinds of links cost: calls with each and without, in nanoseconds a call. */
import { call, type CallOptions, clients, like, service, simulate, store, system } from 'gameday'
import type { LinkParts } from '../src/declare/network/links.ts'
import { inTurn } from './measure.ts'

/** Each policy as one would declare it; none of them has anything to do. */
const policies: { readonly [name: string]: CallOptions } = {
  'time-out': { timeout: '1s' },
  deadline: { deadline: '2s' },
  retry: { retry: { attempts: 3, base: '50ms', jitter: 'full' } },
  'circuit breaker': {
    breaker: { window: '10s', failureRate: 0.5, minimumCalls: 20, openFor: '5s' },
  },
  'breaker, last 100 calls': {
    breaker: { lastCalls: 100, failureRate: 0.5, openFor: '5s' },
  },
  'breaker with slow calls': {
    breaker: {
      window: '10s',
      failureRate: 0.5,
      minimumCalls: 20,
      openFor: '5s',
      slowCallRate: 0.5,
      slowCallDuration: '1s',
    },
  },
  'breaker like opossum': { breaker: like.opossum() },
  'retry budget': { retry: { attempts: 3, budget: { ratio: '20%' } } },
  'rate limit': { rateLimit: { rate: '100000/s', burst: 1_000 } },
  bulkhead: { bulkhead: { limit: 1_000 } },
  'bulkhead at which most wait': { bulkhead: { limit: 10, queue: 100_000 } },
  'concurrency limit': { limit: { algorithm: 'gradient2', max: 1_000 } },
  throttle: { throttle: {} },
  hedge: { hedge: { after: '1s' } },
  'hedge at p95': { hedge: { after: 'p95' } },
  'fallback to the last good answer': { fallback: { lastGood: '5m' } },
  'two layers': { policies: [{ retry: { attempts: 2 } }, { retry: { attempts: 2 } }] },
}

const CALLS_A_SECOND = 1_000

/** Links that are more than a latency, beside one that is no more. */
const links: { readonly [name: string]: LinkParts } = {
  'a link of a latency': { latency: '1ms' },
  'a link with loss': { latency: '1ms', loss: 0.001 },
  'loss and connections kept': { latency: '1ms', loss: 0.001, connection: {}, keepAlive: {} },
}

const calling = (name: string, options: CallOptions, link?: LinkParts) =>
  system(
    name,
    {
      users: clients({ rate: `${CALLS_A_SECOND}/s`, call: 'api' }),
      api: service({ handle: call('db', options) }),
      db: store({ time: '10ms' }),
    },
    link && { network: { default: link } },
  )

/** What a call takes without a policy, and what each adds. */
export function costs(calls: number, rounds: number): { name: string; ns: number }[] {
  const systems = [
    ...Object.entries({ none: {}, ...policies }).map(([name, options]) => calling(name, options)),
    ...Object.entries(links).map(([name, link]) => calling(name, {}, link)),
  ]
  const seconds = calls / CALLS_A_SECOND
  const taken = inTurn(
    rounds,
    systems.map(one => round => {
      simulate(one, { for: `${seconds}s`, seed: round })
      return calls
    }),
  )
  const perCall = taken.map(({ cpuMs }) => (cpuMs * 1e6) / calls)
  return systems.map(({ name }, i) => ({ name, ns: perCall[i] - (i === 0 ? 0 : perCall[0]) }))
}
