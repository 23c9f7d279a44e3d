/** The name of DynamoDB is gone for five minutes; what the manager makes of that, and who helps. */
import {
  crash,
  dnsFailure,
  type Duration,
  errors,
  type Fault,
  goal,
  misconfigure,
  type NamesIn,
  type Run,
  simulate,
} from 'gameday'
import { expect } from 'gameday/expect'
import { asking, type Design, ec2, HOSTS } from './system.ts'

/** What began it: for so long, nobody could look up the name. */
export const nameLost = nameLostFor('5m')

function nameLostFor(length: Duration): Fault<'dynamodb'> {
  return dnsFailure('dynamodb').at('5m').for(length)
}

/** Customers can launch instances. */
export const launching = goal.availability('99%', { class: 'customers' })

/** Five minutes after the name is back they can again, and it stays so. */
export const recovery = goal.recovers('5m', { of: launching, after: nameLost })

/** The engineers turn away nine of ten who ask for a lease. */
const throttled = errors('droplets->manager.lease', { rate: 0.9, code: 429 }).at('20m').forever()

/** They restart the hosts one after another, which forgets what was queued. */
const restarted = Array.from({ length: HOSTS }, (_, host) =>
  crash(`manager#${host}`, { refuse: true })
    .at(`${20 + host}m`)
    .for('30s'),
)

/** So much more of each host, but only from then on. */
const added = (times: number): Variant => ({
  design: { atOnce: times },
  acts: [misconfigure('manager', { concurrency: 1 }).at(0).until('20m')],
})

/** Another declaration, what is done while it goes on, or both. */
export type Variant = {
  readonly design?: Design
  readonly acts?: readonly Act[]
  /** How long the name is gone. */
  readonly length?: Duration
}

/** What people did, as faults, and where. */
type Act = Fault<'manager' | `manager#${number}` | 'droplets->manager.lease'>

/** What was done or might have been done 10 minutes into the collapse. */
export const acts = {
  nothing: {},
  'restart the hosts': { acts: restarted },
  'throttle incoming work': { acts: [throttled] },
  'throttle and restart': { acts: [throttled, ...restarted] },
  'three times the hosts': added(3),
  'ten times the hosts': added(10),
} as const satisfies { readonly [name: string]: Variant }

/** What might have been declared before. */
export const designs = {
  'two times the hosts': { design: { hosts: 2 * HOSTS } },
  'three times the hosts': { design: { hosts: 3 * HOSTS } },
  'four times the hosts': { design: { hosts: 4 * HOSTS } },
  'retries with jitter': { design: { lease: { retry: { ...asking.retry, jitter: 'full' } } } },
  'retries that back off': {
    design: { lease: { retry: { ...asking.retry, backoff: 'exponential', cap: '5m' } } },
  },
  'a time-out of 1 min': { design: { lease: { timeout: '1m' } } },
  'a queue of 30 a host': { design: { queue: 30 } },
  'a queue of 10 a host': { design: { queue: 10 } },
  'none waits over 5 s': { design: { shedding: { queueTimeout: '5s' } } },
  'deadlines passed on': { design: { lease: { propagate: true } } },
} as const satisfies { readonly [name: string]: Variant }

/** How long the name might have been gone. */
export const lengths = {
  '30 s': { length: '30s' },
  '45 s': { length: '45s' },
  '1 min': { length: '1m' },
  '5 min': {},
} as const satisfies { readonly [name: string]: Variant }

/** 35 minutes of it. */
export const play = ({
  design,
  acts: done = [],
  length = '5m',
}: Variant = {}): Run<NamesIn<ReturnType<typeof ec2>>> =>
  simulate(ec2(design), { for: '35m', faults: [nameLostFor(length), ...done], resolution: '10s' })

/** What a spec says that wants it to recover. */
export function message(): string {
  try {
    expect(play()).toRecoverWithin('5m', { of: launching, after: nameLost })
  } catch (error) {
    return (error as Error).message
  }
  return 'it recovers'
}

/** What became of leases and launches. */
export function outcome(variant: Variant) {
  const run = play(variant)
  const since = { between: ['10m', '35m'] } as const
  const { attempts } = run.on('droplets->manager.lease', since)
  return {
    /** Launches that were served: the last 5 minutes before somebody acts, and the last of all. */
    before: run.availability({ class: 'customers', between: ['15m', '20m'] }),
    atLast: run.availability({ class: 'customers', between: ['30m', '35m'] }),
    servedFromMs: servedFromMs(run),
    attempts: attempts.issued,
    leases: attempts.outcomes.ok,
    queued: run.at('manager').queue.peak,
  }
}

/** From when on launches were served to the end of the run; undefined if they were not. */
function servedFromMs(run: ReturnType<typeof play>): number | undefined {
  const minutes = run.series('availability', { class: 'customers', every: '1m' })
  const bad = minutes.findLastIndex(({ value }) => value !== undefined && value < 0.99)
  return minutes[bad + 1]?.at
}
