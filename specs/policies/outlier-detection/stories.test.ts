/** E7 outlier ejection: when a host goes, how long it stays out, and how many may. */
import { checkOutliers, OutlierDetector, type OutlierOptions } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

/** A detector, and everything it has told. */
function watched(options: OutlierOptions, hosts: number) {
  const told: string[] = []
  const detector = new OutlierDetector(options, {
    hosts,
    onChange: ({ host, is, because }, now) => told.push(`${now} ${host} ${is}: ${because}`),
  })
  const fail = (host: number, times: number, now: number): void => {
    for (let i = 0; i < times; i++) detector.record(host, false, now)
  }
  return { detector, told, fail }
}

/** One host may go whatever the share. */
const always = { alwaysEjectOneHost: true }

const hosts = (detector: OutlierDetector, count: number): number[] =>
  Array.from({ length: count }, (_, host) => host).filter(host => detector.isEjected(host))

describe('E7 failures in a row', () => {
  it('eject at the fifth, and one success begins anew', () => {
    const { detector, told, fail } = watched(always, 3)
    fail(1, 4, 10)
    detector.record(1, true, 11)
    fail(1, 4, 12)
    expect(detector.ejected).toBe(0)
    fail(1, 1, 13)
    expect(told).toEqual(['13 1 ejected: 5 failures in a row'])
  })

  it('eject nobody where one host is more than the share: 10 % of 2, or of 9', () => {
    for (const count of [2, 9]) {
      const { detector, told, fail } = watched({}, count)
      fail(0, 50, 1)
      expect(hosts(detector, count)).toEqual([])
      expect(told).toEqual([])
    }
    const ten = watched({}, 10)
    ten.fail(0, 5, 1)
    ten.fail(1, 5, 1)
    expect(hosts(ten.detector, 10)).toEqual([0])
  })

  it('eject one host whatever the share, as Envoy did until 1.27, where that is asked for', () => {
    const few = watched(always, 3)
    few.fail(0, 5, 1)
    few.fail(1, 5, 2)
    expect(hosts(few.detector, 3)).toEqual([0])
  })

  it('eject a second only within the share', () => {
    const many = watched({ most: 0.5 }, 4)
    for (const host of [0, 1, 2]) many.fail(host, 5, 1)
    expect(hosts(many.detector, 4)).toEqual([0, 1])
  })

  it('count anew when a host could not be ejected', () => {
    const { detector, fail } = watched({ ...always, base: 10, interval: 10 }, 3)
    fail(0, 5, 1)
    fail(1, 8, 2)
    detector.sweep(20)
    fail(1, 1, 21)
    expect(hosts(detector, 3)).toEqual([])
    fail(1, 1, 22)
    expect(hosts(detector, 3)).toEqual([1])
  })
})

describe('E7 an ejection', () => {
  it('lasts base, then twice and three times base, up to the cap', () => {
    const { detector, told, fail } = watched({ ...always, cap: 70_000 }, 2)
    const lengths: number[] = []
    let now = 0
    for (let round = 0; round < 4; round++) {
      const since = now
      fail(0, 5, now)
      while (detector.isEjected(0)) detector.sweep((now += 10_000))
      lengths.push(now - since)
    }
    expect(lengths).toEqual([30_000, 60_000, 70_000, 70_000])
    expect(told.at(-1)).toBe('230000 0 returned: its time is over')
  })

  it('is shorter again by base for each interval in service', () => {
    const { detector, fail } = watched(always, 2)
    let now = 0
    const out = (): number => {
      const since = now
      fail(0, 5, now)
      while (detector.isEjected(0)) detector.sweep((now += 10_000))
      return now - since
    }
    expect([out(), out(), out()]).toEqual([30_000, 60_000, 90_000])
    detector.sweep((now += 10_000))
    detector.sweep((now += 10_000))
    expect(out()).toBe(60_000)
  })

  it('ends at a sweep only, and nothing that happens meanwhile counts', () => {
    const { detector, fail } = watched({ ...always, base: 100, interval: 1_000 }, 2)
    fail(0, 5, 0)
    fail(0, 50, 500)
    expect(detector.isEjected(0)).toBe(true)
    detector.sweep(1_000)
    expect(detector.isEjected(0)).toBe(false)
  })
})

describe('E7 success rates', () => {
  /** Five hosts with 100 requests each; the rates are those of Envoy's own example. */
  const rates = (worst: number, minimum = {}) => {
    const { detector, told } = watched({ ...always, consecutive: 1_000, ...minimum }, 5)
    for (let host = 0; host < 5; host++) {
      for (let i = 0; i < 100; i++) detector.record(host, host > 0 || i < worst, i)
    }
    detector.sweep(10_000)
    return told
  }

  it('below the mean less 1.9 standard deviations eject: 50 % against 52 %', () => {
    expect(rates(50)).toEqual(['10000 0 ejected: success rate 50%, below 52%'])
  })

  it('are not compared among fewer hosts, or with fewer requests', () => {
    expect(rates(50, { minimumHosts: 6 })).toEqual([])
    expect(rates(50, { minimumRequests: 101 })).toEqual([])
  })

  it('that are all alike eject nobody, however bad', () => {
    const equal = watched({ consecutive: 1_000, deviations: 0 }, 6)
    for (let i = 0; i < 1_000; i++) {
      for (let host = 0; host < 6; host++) equal.detector.record(host, i % 10 < 7, i)
    }
    equal.detector.sweep(10_000)
    expect(equal.detector.ejected).toBe(0)
  })

  it('are those of one interval', () => {
    const { detector } = watched({ consecutive: 1_000 }, 5)
    for (let host = 0; host < 5; host++) {
      for (let i = 0; i < 99; i++) detector.record(host, host > 0, i)
    }
    detector.sweep(10_000)
    for (let host = 0; host < 5; host++) {
      for (let i = 0; i < 99; i++) detector.record(host, host > 0, i)
    }
    detector.sweep(20_000)
    expect(detector.ejected).toBe(0)
  })
})

describe('the options of outlier detection', () => {
  it('are met with every mistake at once', () => {
    const wrong = { consecutive: 0, base: -1, most: 2, minimumHost: 5 }
    expect(checkOutliers(wrong, 'here').length).toBe(4)
  })

  it('cannot cap an ejection below the first', () => {
    expect(checkOutliers({ base: 30_000, cap: 10_000 }, 'here')[0].what).toBe(
      'no ejection lasts longer than 10s, but the first lasts 30s',
    )
    expect(checkOutliers({ base: 600_000 }, 'here')).toEqual([])
  })
})
