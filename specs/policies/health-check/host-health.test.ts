/** A9 health checks: several answers in a row change a host's health, one does not. */
import { checkHealthChecks, HostHealth } from 'gameday/policies'
import { describe, expect, it } from 'vitest'

/** The health after each probe: + passed, - failed; H healthy, u unhealthy. */
function after(probes: string): string {
  const health = new HostHealth({ unhealthyAfter: 3, healthyAfter: 2 })
  return probes
    .split('')
    .map(probe => {
      health.record(probe === '+')
      return health.isHealthy ? 'H' : 'u'
    })
    .join('')
}

describe('A9 the health of a host', () => {
  it.each([
    ['---', 'HHu'],
    ['--+--+--', 'HHHHHHHH'],
    ['---++', 'HHuuH'],
    ['---+-+-++', 'HHuuuuuuH'],
    ['---++--+---', 'HHuuHHHHHHu'],
  ])('after %s is %s', (probes, health) => {
    expect(after(probes)).toBe(health)
  })

  it('tells when it changes', () => {
    const health = new HostHealth({ unhealthyAfter: 2, healthyAfter: 1 })
    expect([false, false, false, true, true].map(passed => health.record(passed))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ])
  })
})

describe('the options of health checks', () => {
  it('are met with every mistake at once', () => {
    expect(checkHealthChecks({ every: 0, unhealthyAfter: 0, path: '/' }, 'here').length).toBe(3)
  })

  it('cannot wait longer for an answer than until the next question', () => {
    expect(checkHealthChecks({ every: 500, timeout: 2_000 }, 'here')[0]).toEqual({
      what: 'a probe is given up after 2s, but the next is sent after 500ms',
      where: 'here',
      fix: "write a timeout of at most 500ms, or every: '2s'",
    })
  })
})
