/**
 * EC2 in us-east-1 on 20 October 2025, as far as AWS has told of it: a manager holds a lease to
 * each physical server, and keeps its state in DynamoDB. README.md says what is fact, and what not.
 */
import {
  call,
  type CallOptions,
  clients,
  external,
  service,
  type SheddingSpec,
  system,
  uniform,
  work,
} from 'gameday'

/** Servers ("droplets") of which each wants its lease renewed every 3 minutes on average. */
export const DROPLETS = 500
/** Hosts of the manager, each of which makes one lease at a time, in 400 ms: 10 a second. */
export const HOSTS = 4
const LEASE_MS = 400
/** When an attempt to make a lease is given up, and how long until the next one. */
const PATIENCE_MS = 5_000
const PAUSE_MS = 3_000

/** What can be said about leases, and about the manager. */
export type Design = {
  readonly hosts?: number
  /** Leases that a host makes at a time. */
  readonly atOnce?: number
  /** How many wait in front of a host. */
  readonly queue?: number
  readonly shedding?: SheddingSpec
  readonly lease?: CallOptions
}

/** The lease that is asked for again and again until there is one. */
export const asking = {
  timeout: PATIENCE_MS,
  retry: { attempts: 400, base: PAUSE_MS, backoff: 'constant' },
} as const satisfies CallOptions

/** Droplets that want leases, customers who launch instances, and one manager for both. */
export const ec2 = ({ hosts = HOSTS, atOnce = 1, queue = 10_000, ...design }: Design = {}) =>
  system('ec2', {
    droplets: clients({
      users: DROPLETS,
      think: uniform('1m', '5m'),
      timeout: '1h',
      call: call('manager.lease', { ...asking, ...design.lease }),
    }),
    customers: clients({ rate: '1/s', timeout: '10s', call: 'api' }),
    api: service({ concurrency: 1_000, handle: call('manager.launch', { timeout: '5s' }) }),
    manager: service({
      replicas: hosts,
      concurrency: atOnce,
      queue,
      ...(design.shedding && { shedding: design.shedding }),
      operations: {
        lease: [call('dynamodb', { timeout: '2s' }), work(LEASE_MS)],
        launch: [call('dynamodb', { timeout: '2s' }), work('100ms')],
      },
    }),
    dynamodb: external({ time: '5ms' }),
  })

/**
 * With so many hosts it heals by itself. When the name is back all ask at once; those who have not
 * had their turn when they give up ask again, each as often as time-out and pause allow. What a
 * fleet does in that time has to be more: droplets < leases a second × (2 × time-out + pause).
 */
export const ENOUGH_HOSTS = Math.ceil((DROPLETS * LEASE_MS) / (2 * PATIENCE_MS + PAUSE_MS))
