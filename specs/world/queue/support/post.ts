/** A producer, a queue and a worker, small enough that every moment can be worked out by hand. */
import {
  call,
  type CallOptions,
  type Duration,
  type Fault,
  publish,
  queue,
  type QueueSpec,
  service,
  simulate,
  store,
  system,
  worker,
  type WorkerSpec,
} from 'gameday'
import { attemptsOf, once } from '../../support/story.ts'

type Edge = 'orders->mailer' | 'web->orders'
type Played = {
  readonly requests?: number
  readonly faults?: readonly Fault<'orders' | 'mailer' | 'mailer#0' | 'smtp' | Edge>[]
  readonly for?: Duration
  readonly publish?: CallOptions
  readonly queue?: Omit<QueueSpec<never, never>, 'deadLetters' | 'zone'>
  readonly worker?: Pick<WorkerSpec<'orders', never, never>, 'concurrency' | 'replicas'>
}

/** A request every 10 ms publishes (2 ms); a worker takes 100 ms for each message. */
export function played({ requests = 1, faults = [], ...written }: Played = {}) {
  const small = system('small', {
    users: once('web', { rate: '100/s', requests }),
    web: service({ handle: publish('orders', written.publish ?? {}) }),
    orders: queue({ latency: '2ms', visibilityTimeout: '1s', ...written.queue }),
    mailer: worker({ of: 'orders', handle: call('smtp'), ...written.worker }),
    smtp: store({ time: '100ms' }),
  })
  return simulate(small, { for: written.for ?? '10s', trace: true, faults: [...faults] })
}

/** The deliveries: when each began and ended, and how. */
export const deliveries = (run: ReturnType<typeof played>) => attemptsOf(run, 'orders->mailer')
