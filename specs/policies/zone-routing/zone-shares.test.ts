/** Which share of requests goes to which zone, by the rules that Envoy and Kubernetes document. */
import { describe, expect, it } from 'vitest'
import { ZoneRouter } from '../../../src/policies/zone-routing/zone-router.ts'
import { zoneShares } from '../../../src/policies/zone-routing/zone-shares.ts'

const rounded = (shares: readonly number[]): number[] => shares.map(share => +share.toFixed(4))

describe('zoneAware, as Envoy routes by zone', () => {
  const shares = (from: number, callers: number[], inUse: number[]): number[] =>
    rounded(zoneShares({ by: 'zoneAware' }, { from, callers, replicas: inUse, inUse }))

  it('keeps all where a zone has no larger a share of the callers than of the replicas', () => {
    expect(shares(0, [2, 2], [3, 3])).toEqual([1, 0])
    expect(shares(0, [1, 3], [4, 4])).toEqual([1, 0])
  })

  it('keeps what its replicas are to bear, and sends the rest to where there is room', () => {
    // Half of the callers, a quarter of the replicas: a half stays. The others have 3/8 of the
    // replicas each, and 1/4 of the callers: they share the rest alike.
    expect(shares(0, [4, 2, 2], [2, 3, 3])).toEqual([0.5, 0.25, 0.25])
  })

  it('loads all replicas alike', () => {
    const [callers, inUse] = [
      [5, 2, 1],
      [2, 2, 6],
    ]
    const load = [0, 0, 0]
    for (const from of [0, 1, 2]) {
      const out = zoneShares({ by: 'zoneAware' }, { from, callers, replicas: inUse, inUse })
      for (const zone of [0, 1, 2]) load[zone] += (callers[from] / 8) * out[zone]
    }
    expect(rounded(load)).toEqual([0.2, 0.2, 0.6])
  })

  it('makes no difference below six replicas in use, min_cluster_size', () => {
    expect(shares(0, [1, 1], [3, 2])).toEqual([0.6, 0.4])
    const counts = { from: 0, callers: [1, 1], replicas: [3, 2], inUse: [3, 2] }
    expect(zoneShares({ by: 'zoneAware', minimumReplicas: 5 }, counts)).toEqual([1, 0])
  })
})

describe('failover, as Envoy fails over between priority levels', () => {
  const shares = (own: number, other = 100): number[] => {
    const counts = { from: 0, callers: [1, 1], replicas: [100, 100], inUse: [own, other] }
    return rounded(zoneShares({ by: 'failover' }, counts))
  }

  it('follows the table of its documentation', () => {
    expect(shares(100)).toEqual([1, 0])
    expect(shares(72)).toEqual([1, 0])
    expect(shares(71)).toEqual([0.994, 0.006])
    expect(shares(50)).toEqual([0.7, 0.3])
    expect(shares(25)).toEqual([0.35, 0.65])
    expect(shares(0)).toEqual([0, 1])
  })

  it('scales up what both together can bear', () => {
    // 0.35 here and 0.35 there: a half each.
    expect(shares(25, 25)).toEqual([0.5, 0.5])
  })
})

describe('preferSameZone, as Kubernetes prefers it', () => {
  it('keeps all while one replica is in use, and then goes to all others', () => {
    const counts = { from: 0, callers: [1, 1, 1], replicas: [4, 4, 4] }
    const by = 'preferSameZone'
    expect(zoneShares({ by }, { ...counts, inUse: [1, 4, 4] })).toEqual([1, 0, 0])
    expect(zoneShares({ by }, { ...counts, inUse: [0, 4, 2] }).map(Number)).toEqual([
      0,
      4 / 6,
      2 / 6,
    ])
  })
})

describe('a router', () => {
  it('draws by these shares, and by replicas in a panic', () => {
    const router = new ZoneRouter({ by: 'failover' })
    const counts = { callers: [1, 1], replicas: [2, 2], inUse: [1, 2] }
    router.use({ ...counts, isPanicking: false })
    expect([0, 0.69, 0.71, 0.99].map(u => router.zoneFor(0, u))).toEqual([0, 0, 1, 1])
    router.use({ ...counts, isPanicking: true })
    expect([0, 0.49, 0.51, 0.99].map(u => router.zoneFor(0, u))).toEqual([0, 0, 1, 1])
  })
})
