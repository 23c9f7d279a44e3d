/** What can be turned up and down in a fault. */
import { crash, errors, skewClock, slow, throttleCpu } from 'gameday'
import { describe, expect, it } from 'vitest'
import { dialsOf } from '../../../src/explore/space/dials.ts'

const bounds = { withinMs: 30_000, ranges: {}, moments: [250, 750] }
const named = (name: string, dials: ReturnType<typeof dialsOf>) =>
  dials.find(dial => dial.name === name)

describe('the dials of a fault (F8)', () => {
  it('are its length, its magnitude and its share', () => {
    const fault = slow('db', { by: '2s' }).at('5s').for('10s')
    const dials = dialsOf(fault, bounds)
    expect(dials.map(({ name, value }) => [name, value])).toEqual([
      ['for', 10_000],
      ['by', 2_000],
      ['share', 1],
    ])
    expect(dials.map(dial => `${dial.turned(dial.rungs[0])}`)).toEqual([
      "slow('db', { by: '2s' }).at('5s').for('100ms')",
      "slow('db', { by: '10ms' }).at('5s').for('10s')",
      "slow('db', { by: '2s' }).at('5s').for('10s').share(0.01)",
    ])
  })

  it('stand on numbers a person would write, and on the times that matter in the system', () => {
    const [length] = dialsOf(slow('db', { by: '2s' }).at('20s').for('1s'), bounds)
    expect(length.rungs).toEqual([100, 200, 250, 500, 750, 1_000, 2_000, 5_000, 10_000])
  })

  it('go from weak to strong, also where less is worse', () => {
    const dials = dialsOf(throttleCpu('db', { to: '50%' }).for('1s'), bounds)
    expect(named('to', dials)?.rungs).toEqual([0.9, 0.7, 0.5, 0.3, 0.2, 0.1, 0.05, 0.02, 0.01])
  })

  it('are of the way in which a fault is bad, where there are several', () => {
    const slow = skewClock('db', { slow: '20%' }).for('1s')
    expect(dialsOf(slow, bounds).map(({ name, value }) => [name, value])).toEqual([
      ['for', 1_000],
      ['slow', 0.2],
    ])
    expect(`${named('slow', dialsOf(slow, bounds))?.turned(0.01)}`).toContain('{ slow: 0.01 }')
    expect(named('ahead', dialsOf(skewClock('db', { ahead: '1m' }).for('1s'), bounds))?.value).toBe(
      60_000,
    )
  })

  it('are no more than the fault has', () => {
    expect(dialsOf(crash('db').for('1s'), bounds).map(({ name }) => name)).toEqual(['for'])
    const rare = errors('db', { rate: 0.1 }).randomly({ every: '5s', for: '1s' })
    expect(dialsOf(rare, bounds).map(({ name }) => name)).toEqual(['rate', 'share'])
  })

  it('are also its period and its end, where it comes and goes', () => {
    const flapping = crash('db').at('10s').every('5s').for('1s').until('30s')
    const dials = dialsOf(flapping, bounds)
    expect(dials.map(({ name, value }) => [name, value])).toEqual([
      ['for', 1_000],
      ['every', 5_000],
      ['until', 30_000],
    ])
    expect(named('for', dials)?.rungs).toEqual([100, 200, 500, 1_000, 2_000])
    expect(named('every', dials)?.rungs).toEqual([20_000, 10_000, 5_000, 2_000])
    expect(named('until', dials)?.rungs).toEqual([15_000, 20_000, 30_000])
    expect(dials.map(dial => `${dial.turned(dial.rungs[0])}`)).toEqual([
      "crash('db').at('10s').every('5s').for('100ms').until('30s')",
      "crash('db').at('10s').every('20s').for('1s').until('30s')",
      "crash('db').at('10s').every('5s').for('1s').until('15s')",
    ])
  })

  it('keep to the bounds that were asked for, which are rungs themselves', () => {
    const ranges = { rate: { least: 0.04, most: 0.25 } }
    const dials = dialsOf(errors('db', { rate: 0.1 }).for('1s'), { ...bounds, ranges })
    expect(named('rate', dials)?.rungs).toEqual([0.04, 0.05, 0.1, 0.2, 0.25])
  })
})
