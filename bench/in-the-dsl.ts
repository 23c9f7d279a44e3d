/** The request model written as users write it, and M/M/1 the same way. */
import {
  call,
  clients,
  exponential,
  type Run,
  service,
  simulate,
  slow,
  store,
  system,
  work,
} from 'gameday'
import { breaker, calls, fault, linkTime, RATE_PER_MS, type Slowed, tiers } from './model.ts'

const [gateway, backend, db] = tiers
const [toGateway, toBackend, toDb] = calls

const circuit = {
  breaker: {
    window: breaker.windowMs,
    minimumCalls: breaker.minimumCalls,
    failureRate: breaker.failureRate,
    openFor: breaker.openForMs,
    probes: breaker.probes,
  },
} as const

const options = (policy: (typeof calls)[number]) => ({
  ...circuit,
  timeout: policy.timeoutMs,
  ...(policy.attempts > 1 && {
    retry: { attempts: policy.attempts, base: policy.baseMs, jitter: 'full' } as const,
  }),
})

const slots = ({ concurrency, queue, errorRate }: (typeof tiers)[number]) => ({
  concurrency,
  queue,
  errorRate,
})

/** gateway → service → db. */
export const threeTiers = system(
  'three tiers',
  {
    clients: clients({
      rate: `${RATE_PER_MS}/ms`,
      timeout: toGateway.timeoutMs,
      call: call('gateway', circuit),
    }),
    gateway: service({
      ...slots(gateway),
      handle: [work(gateway.time), call('service', options(toBackend))],
    }),
    service: service({
      ...slots(backend),
      handle: [work(backend.time), call('db', options(toDb))],
    }),
    db: store({ ...slots(db), time: db.time }),
  },
  { network: { default: linkTime } },
)

/** Plays the model for some requests. */
export function playInDsl(requests: number, seed: string, slowed: Slowed = fault): Run {
  const length = requests / RATE_PER_MS
  const slowDb = slow('db', { factor: fault.factor })
    .from(length * slowed.from)
    .until(length * slowed.to)
  return simulate(threeTiers, { for: length, seed, faults: [slowDb] })
}

/** One queue with one server, nine tenths busy. */
export const mm1 = system('M/M/1', {
  clients: clients({ rate: '900/s', call: 'server' }),
  server: store({ concurrency: 1, queue: 100_000, time: exponential('1ms') }),
})
