/** A probe meets at a replica whatever a request that needs no work meets there, kind by kind. */
import {
  clients,
  crash,
  drop,
  errors,
  expiredCredentials,
  type Fault,
  lie,
  maintenance,
  partition,
  pause,
  simulate,
  skewClock,
  slow,
  store,
  system,
  undecodable,
} from 'gameday'
import { describe, expect, it } from 'vitest'
import { effectOf, kindNames, kindOf } from '../../../src/faults/kinds.ts'
import { faultOf } from '../../../src/faults/make.ts'
import { profileOf } from '../../../src/explore/space/profiles.ts'

const TIMEOUT = 400

/** A request each second; and a probe, if any: a single one of either tells. */
const pool = (more: object = {}) =>
  system('pool', {
    users: clients({ rate: '1/s', arrivals: 'steady', call: 'db', timeout: `${TIMEOUT}ms` }),
    db: store({
      time: 0,
      concurrency: 1_000,
      resources: { memory: { size: '1GB', each: '1MB' } },
      ...more,
    }),
  })

const health = { every: '1s', timeout: `${TIMEOUT}ms`, unhealthyAfter: 1, healthyAfter: 1 }

type Target = 'db#0'
const play = (fault: Fault<Target>, more: object = {}) =>
  simulate(pool(more), { for: '30s', faults: [fault], strict: false })

const isOut = (fault: Fault<Target>): boolean =>
  play(fault, { replicas: 2, panicThreshold: 0, health }).facts('replica').length > 0

/** What only probes meet, or only the lives of replicas. */
const isAside = ({ forgets, failsProbes, restarts }: ReturnType<typeof effectOf>): boolean =>
  forgets > 0 || failsProbes > 0 || restarts > 0

const struck = [
  crash('db#0'),
  crash('db#0', { refuse: true }),
  pause('db#0'),
  partition('db#0', { way: 'there' }),
  partition('db#0', { way: 'back' }),
  drop('db#0', { rate: 0.5 }),
  errors('db#0'),
  maintenance('db#0'),
  expiredCredentials('db#0'),
  skewClock('db#0', { ahead: '2h', tokens: '1h' }),
  slow('db#0', { by: '1s' }),
  undecodable('db#0'),
]

describe('A9 a probe', () => {
  it.each(struck.map(fault => [`${fault}`, fault] as const))('fails under %s', (_what, fault) => {
    expect(isOut(fault)).toBe(true)
  })

  it('passes where the answer looks well', () => {
    expect(isOut(lie('db#0', { rate: 1 }))).toBe(false)
  })
})

/** What strikes a single idle replica, each kind at its strongest. */
const kinds = kindNames.flatMap(kind => {
  const [way = {}] = profileOf(kind).ways
  const { magnitude } = profileOf(kind)
  const strongest = magnitude === null ? {} : { [magnitude.option]: magnitude.rungs.at(-1) }
  const fault = faultOf<Target>(kind, 'db#0', { ...way, ...strongest })
  const { strikes } = kindOf(fault.cause)
  const isAtReplica = strikes === 'handler' && !isAside(effectOf(fault.cause))
  return isAtReplica ? [[kind, fault] as const] : []
})

describe.each(kinds)('A9 %s', (kind, fault) => {
  it('is met by a probe as by a request', () => {
    const run = play(fault)
    const { error, timeout, rejected } = run.requests().outcomes
    expect([kind, isOut(fault)]).toEqual([kind, error + timeout + rejected > 0])
  })
})
